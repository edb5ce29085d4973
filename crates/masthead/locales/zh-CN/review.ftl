# 编辑台的审稿，以及由此发出的信。

desk-review = 审稿
desk-review-why = 阅读投稿，写批注，采用或退回。
review-waiting =
    { $count ->
        [0] 没有待审的稿件
       *[other] 待审 { $count } 篇
    }
review-narrow = 只看这个频道
review-empty = 没有待审的稿件。有新投稿时会出现在这里，等得最久的排在最前。
review-update = 已发布，有修改
review-mine = 我在审
review-claimed = { $name } 在审
review-hours =
    { $count ->
        [0] 刚到不久
       *[other] 已等 { $count } 小时
    }
review-done-accept = 已采用，作者会收到通知。
review-done-send_back = 已退回修改，作者会收到您的意见。
review-done-reject = 已决定不采用，作者会收到您的意见。
review-done-released = 已放回待审列表。

review-public = 现在读者看到的
review-claim = 我来审
review-claim-why = 还没有人在审。领取以后半小时内归您，每写一条批注会顺延。
review-mine-why = 这一篇在您手里。
review-author = 投稿人 { $name }
review-until = 领取到期
review-release = 放回列表
review-claimed-why = { $name } 正在审这一篇：现在只能看。对方放回或超过半小时没有动作，就可以领取。
review-changes = 和读者看到的相比，改了什么
review-paragraph = 第 { $number } 段
review-say = 批注
review-say-go = 写下批注
review-remark = 批注
review-remark-empty = 批注是空的，没有记下。
review-no-text = 没有正文。
review-beside = 稿件资料与决定
review-words-count = 字数
review-comments = 跟贴
review-whole = 对全文的意见
review-nothing-said = 还没有意见。
review-decision = 决定
review-reason = 退回或不采用的理由
review-reason-hint = 采用时不必选。
review-words = 给作者的话
review-words-hint = 会写进给作者的信里，最多 { $words_most } 个字。
review-accept = 采用
review-send-back = 退回修改
review-reject = 不采用
review-act-missing = 没有记下决定：请选采用、退回修改或不采用。
review-reason-missing = 没有记下决定：退回或不采用要选一个理由。
review-words-missing = 没有记下决定：理由是“其他”时，请写明是什么。
review-words-long = 写得太长了，最多 { $words_most } 个字。
review-not-yours = 没有记下：这一篇现在不在您手里，或已有决定。请看看现在的样子。
review-yours = 您写的是（可以复制）：

reason-facts = 事实有误或无法核实
reason-source = 来源不清
reason-title = 标题与内容不符
reason-language = 文字需要修改
reason-pictures = 图片不合适或缺少说明
reason-channel = 不适合这个频道
reason-duplicate = 与已有文章重复
reason-rights = 可能侵犯他人权利
reason-advertising = 属于广告宣传
reason-law = 违反法律法规
reason-other = 其他

letter-hello = { $name }，您好：
letter-accepted = 您的稿件《{ $title }》已被采用。
letter-accepted-subject = 已采用：{ $title }
letter-sent-back = 编辑部看了您的稿件《{ $title }》，请修改后再投。理由如下；批注请打开链接，在原文旁边看。
letter-sent-back-subject = 请修改：{ $title }
letter-rejected = 编辑部看了您的稿件《{ $title }》，决定不采用。理由如下：
letter-rejected-subject = 未采用：{ $title }

review-second = 这个频道要两人先后审读，互不知道对方的意见：两人都采用才发布。
review-read-by-you = 您已读过并同意采用，等另一位审读。
review-read-already = 没有记下：您已经读过这一篇，要由另一位来审。
review-own = 没有记下：这个频道要两人审读，自己的稿件不能自己审。
review-readings = 同意采用的人
review-done-read = 已记下您的意见。还要另一位审读，都采用才发布。

reason-approver = 请来的核准人不同意

approve = 请您核准
approve-why = { $name }，编辑部请您看看这篇还没有发布的文章，决定能不能发。
approve-until = 这个链接只能用一次，有效到
approve-words-label = 您的话
approve-words-hint = 会转给编辑部和作者，最多 { $words_most } 个字。不同意时请写明原因。
approve-go = 同意发布
approve-object = 不同意
approve-act = 没有记下：请选“同意发布”或“不同意”。
approve-words = 没有记下：不同意时，请写明原因。
approve-decided = 没有记下：编辑部已有决定，或这个链接已经用过。
approve-done = 谢谢，已经记下
approve-done-why = 编辑部和作者会看到您的决定。可以关上这一页了。
approve-gone-head = 这个链接不能用了
approve-gone = 它只能用一次，也会过期；稿件可能已有决定。如需再看，请联系请您核准的编辑。
approve-ask = 请没有账号的人核准
approve-ask-go = 生成核准链接
approve-name-label = 对方的姓名
approve-name-hint = 例如律师、受访者。对方凭链接看稿，同意就算采用，三天内有效。
approve-name = 没有生成：请写对方的姓名，最多 100 个字。
approve-link = 把这个链接交给对方。它只显示这一次：

review-before = 先审后发
review-afterwards = 先发后审
review-unchecked-count =
    { $count ->
        [0] 没有待查的文章
       *[other] 已发布待查 { $count } 篇
    }
review-unchecked-empty = 没有待查的文章。受信任的创作号发布以后会出现在这里，等得最久的排在最前。
review-afterwards-why = 这一篇已经发布（或将按时发布），请事后检查：没有问题就确认，有问题就下架。
review-confirm = 确认没有问题
review-take-down = 下架
review-kind = 下架的同时扣分
review-kind-hint = 确认时不扣分。给作者的话也会写进违规记录。
review-kind-none = 不扣分
review-done-confirm = 已确认，作者会收到通知。
review-done-take_down = 已下架，作者会收到理由。
letter-confirmed = 编辑部检查了您发布的《{ $title }》，没有问题。
letter-confirmed-subject = 已检查：{ $title }
letter-taken-down = 编辑部检查了您发布的《{ $title }》，决定下架。理由如下：
letter-taken-down-way = 如果因此记了违规，可以在这里查看，并在期限内申诉：{ $url }
letter-taken-down-subject = 已下架：{ $title }

# 已发布的文章：下架与恢复。
desk-articles = 文章处置
desk-articles-why = 把已发布的文章下架，或恢复下架的文章。
moderate-find = 找一篇文章
moderate-find-hint = 粘贴文章网址，或填编号。
moderate-find-go = 打开
moderate-unknown = 没有这篇文章。请核对网址或编号。
moderate-taken = 已下架
moderate-taken-none = 没有下架的文章。
moderate-take-down = 下架这篇文章
moderate-take-down-why = 读者立刻看不到它，图片和影片也一并撤下。作者会收到理由。
moderate-reason = 下架的理由
moderate-reason-missing = 没有记下决定：下架要选一个理由。
moderate-kind-hint = 给作者的话也会写进违规记录，创作者可以申诉。
moderate-restore = 恢复这篇文章
moderate-restore-why = 恢复后读者立刻能看到。已扣的信用分不变，要退分请处理申诉。
moderate-restore-go = 恢复
moderate-nothing = 读者现在看不到这篇文章，没有需要处置的。
moderate-done-take_down = 已下架，作者会收到理由。
moderate-done-restore = 已恢复，作者会收到通知。
review-own-creator = 这是您所在创作号的文章，请由其他同事处理。
publishing-not-shown = 这篇稿子不能再用链接给人看：它已不采用、撤稿或下架。
