# 关注、通知，以及由此发出的信。

follow = 关注
follow-follows = 已关注
follow-end = 取消关注
follow-end-one = 取消关注：{ $name }
follow-done = 已关注。
follow-ended = 已取消关注。
follow-failed = 没有成功，请稍后再试。
follow-is = 您已关注这个号。
follow-is-not = 您还没有关注这个号。
follow-back = 回到{ $name }
follow-wait = 关注和取消得太快了，请过几分钟再来。
follow-too-many = 没有关注：最多关注 { $count } 个号，请先取消一些。

following = 我的关注
following-empty = 还没有关注任何号。在创作者的主页或文章旁边，点“关注”就会出现在这里。
following-nothing = 还没有文章。

notifications-link = 通知
notifications = 通知
notifications-empty = 还没有通知。稿件和申请有了结果、有人关注您的号、您关注的号发了文章，都会出现在这里。
notifications-all-read = 全部标为已读
notifications-kept = 通知保留 { $days } 天；关注的号发的文章列出最近 { $following } 天的。
notification-unread = 未读
notification-read = 标为已读
notification-read-one = 标为已读：{ $text }
notification-remarks = 有 { $count } 条意见
notification-reason = 理由：{ $reason }
notification-appeal = 信用与申诉

notification-of-application-asked = 编辑部就您的入驻申请有话要问，请补充后再提交
notification-of-application-accepted = 入驻申请已通过：{ $name }
notification-of-application-rejected = 入驻申请没有通过
notification-of-sent-back = 请修改后再投：《{ $title }》
notification-of-rejected = 未采用：《{ $title }》
notification-of-accepted = 已采用，读者现在可以读到：《{ $title }》
notification-of-scheduled = 已采用，将按时发布：《{ $title }》
notification-of-came-out = 已按时发布：《{ $title }》
notification-of-taken-down = 已下架：《{ $title }》
notification-of-restored = 已恢复，读者可以读到：《{ $title }》
notification-of-rescheduled = 已恢复，将按时发布：《{ $title }》
notification-of-checked = 编辑部检查过，没有问题：《{ $title }》
notification-of-recorded = { $name }有一条违规记录，请查看理由和申诉办法
notification-of-appeal-won = { $name }的申诉成立
notification-of-appeal-lost = { $name }的申诉不成立，请查看编辑部的答复
notification-of-trusted = 编辑部现在信任{ $name }
notification-of-untrusted = 编辑部不再把{ $name }列为信任的号
notification-of-followed = 有 { $count } 人新关注了{ $name }
notification-of-credential-confirmed = { $name }的一份资质经编辑部确认，已显示在主页上
notification-of-credential-refused = { $name }的一份资质没有通过，请看编辑部的话后重新提交
notification-of-credential-revoked = 编辑部撤销了对{ $name }一份资质的确认
notification-of-credential-ending = { $name }的一份资质即将到期，请及时续期
notification-of-credential-ended = { $name }的一份资质已过期，相应频道暂不收新稿，续期确认后恢复
notification-of-following = { $name }发布了《{ $title }》

letters = 邮件设置
letters-why = 选择哪些消息寄到 { $email }。通知页里始终都有。
letters-off = 本站暂时不能发送邮件；您的选择会保留。
letters-done = 已保存。
letters-hour = 每日一信在每天 { $hour } 点（{ $zone }）寄出；没有新消息就不寄。
letters-always = 下架、信用和申诉方面的信一律寄送：这些决定您有权知道。
letters-language = 来信的语言
letters-go = 保存
topic-application = 入驻申请有了结果，或需要补充
topic-review = 编辑部对我的稿件作了决定
topic-published = 我的定时稿件发布了
topic-followed = 有人关注了我的号
topic-following = 我关注的号发了文章
topic-digest = 每日一信
way-none = 不寄
way-now = 立即寄
way-digest = 每日一信（{ $hour } 点）

stop = 不再寄送
stop-why = 确认之后，这类邮件不再寄给您。通知页里仍然看得到。
stop-go = 确认不再寄送
stop-done = 好的，不再寄送。随时可以在邮件设置里改回来。

letter-end = 不想再收到这类邮件：{ $url }
letter-choose = 选择收到哪些邮件：{ $url }
letter-digest-subject = { $site }：今天的消息
letter-digest = 这是{ $site }上与您有关的新消息：
