# 等级与信用分：创作室里的说明和申诉，编辑台的扣分、申诉处理和规则。

credit = 等级与信用
credit-score = 信用分
credit-score-of = { $score } / 100
credit-level = 等级
credit-level-of = { $level } 级，共 { $levels } 级
credit-quota = 今天的投稿
credit-quota-of = 已投 { $used } 篇，每天最多 { $quota } 篇；同一篇当天再投不另计
credit-review = 审核
credit-review-before = 先审后发
credit-review-after = 先发后审
credit-yes = 可以
credit-no = 不可以
credit-recovery = 每一次扣分各自恢复：每 { $days } 天恢复 { $points } 分。
credit-version =
    { $version ->
        [0] 按内置规则。
       *[other] 按规则第 { $version } 版。
    }
credit-entries = 记录
credit-none = 没有违规记录。
credit-cost = 扣 { $cost } 分，现在还计 { $weighs } 分
credit-annulled = 申诉成立，已全部恢复
credit-took-down = 文章因此下架
credit-answer = 编辑部的答复
credit-appealed = 申诉已提交。编辑部会由另一个人处理，结果写信告诉您。
credit-appeal-go = 申诉
credit-appeal-words = 申诉理由
credit-appeal-hint = 写明哪里不对、有什么依据，最多 { $words_most } 个字。每条记录只能申诉一次，由当初扣分以外的人处理。
credit-appeal-send = 提交申诉
credit-appeal-open = 申诉处理中
credit-appeal-won = 申诉成立
credit-appeal-lost = 申诉不成立
credit-appeal-closed = 没有提交：这条记录已经申诉过，或申诉期限已过。
credit-words-missing = 请写明理由。
credit-words-long = 写得太长了，最多 { $words_most } 个字。
credit-spent = 没有投稿：今天可以投的 { $quota } 篇已经用完。您写的都已保存。
credit-opens = 可以再投的时间：
credit-opens-never = 按现在的规则，不会自动重新开放，请联系编辑部。
credit-no-schedule = 没有投稿：现在的等级不能定时发布。请去掉定时，或等信用分恢复。您写的都已保存。
credit-no-columns = 没有投稿：现在的等级不能申请进入栏目。请取消勾选栏目，或等信用分恢复。您写的都已保存。

credit-kind = 违规类型
credit-kind-facts = 内容不实
credit-kind-title = 标题不符
credit-kind-rights = 侵犯他人权利
credit-kind-advertising = 未标明的广告
credit-kind-unlabelled = 未标注 AI 生成
credit-kind-conduct = 不当行为
credit-kind-law = 违反法律法规
credit-kind-rejected = 稿件未采用
credit-kind-missing = 请选择违规类型。
credit-points = （{ $points } 分）

desk-credit = 等级与信用
desk-credit-why = 查看创作号的信用分，记录违规，处理申诉。
credit-open =
    { $count ->
        [0] 没有待处理的申诉
       *[other] 待处理的申诉 { $count } 件
    }
credit-find = 按账号名（@ 后面）找创作号
credit-find-go = 查看
credit-unknown = 没有叫“{ $handle }”的创作号。请核对账号名。
credit-appeals = 申诉
credit-appeal-by = { $name }的申诉
credit-appeals-empty = 没有待处理的申诉。有新申诉时会出现在这里，等得最久的排在最前。
credit-page = 读者看到的主页
credit-history = 信用记录
credit-about = 申诉的是
credit-by = 由 { $name } 记录
credit-decide-why = 申诉成立：扣分全部恢复，因此下架的文章重新上线，就像没有发生过。不成立：记录不变。
credit-win = 申诉成立
credit-lose = 申诉不成立
credit-act-missing = 没有记下决定：请选成立或不成立。
credit-appeal-not-yours = 这件申诉不能由您决定：您是当初扣分的人或这个创作号的成员，或已有决定。
credit-not-made = 没有扣分：请看下面标出的地方。
credit-own = 您是这个创作号的成员，不能由您扣分。
credit-deduct = 记录违规
credit-deduct-go = 记录并通知创作号
credit-article = 文章
credit-article-hint = 网址或编号；与文章无关就不填。
credit-article-unknown = 这个创作号没有这篇文章。请核对网址或编号。
credit-words = 说明
credit-words-hint = 会写进给创作号成员的信里，最多 { $words_most } 个字。
credit-trust = 设为信任
credit-untrust = 取消信任
credit-trust-why = 还没有设为信任的创作号。规则可以只让信任的创作号先发后审。
credit-trusted-why = 这是编辑部信任的创作号。
credit-done-won = 申诉成立，已全部恢复，并已通知创作号。
credit-done-lost = 申诉不成立，已通知创作号。
credit-done-deducted = 已记录，并已通知创作号。
credit-done-trusted = 已设为信任，并已通知创作号。
credit-done-untrusted = 已取消信任，并已通知创作号。

credit-rules = 等级与信用规则
credit-rules-time = 恢复与申诉
credit-recovery_points = 每次恢复多少分
credit-recovery_days = 每几天恢复一次
credit-appeal_days = 几天之内可以申诉
credit-rules-points = 每类违规扣多少分
credit-rules-level = { $level } 级
credit-level-score = 至少多少分
credit-level-articles = 至少发布过多少篇
credit-level-quota = 每天可投多少篇
credit-level-trusted = 只给编辑部信任的创作号
credit-level-at_once = 先发后审
credit-level-schedule = 可以定时发布
credit-level-columns = 可以申请进入栏目
credit-range = { $least } 到 { $most }
credit-number-30 = 请填 1 到 30 的整数。
credit-number-100 = 请填 0 到 100 的整数。
credit-number-least = 请填 1 到 100 的整数。
credit-number-365 = 请填 1 到 365 的整数。
credit-number-1000 = 请填 0 到 1000 的整数。
credit-number-many = 请填 0 到 100000 的整数。
credit-rehearse = 先试算，不生效
credit-count = 让它生效
credit-rules-count = 新规则已生效，从现在起按它计算。
credit-rules-raced = 没有生效：您编辑的时候，别人先让另一版生效了。您填的还在；请和现在的规则比较后再试。
credit-versions = 各版规则
credit-rehearsal = 用最近 { $days } 天试算
credit-rehearsed = 看了 { $looked } 个创作号，其中 { $different } 个会不一样。
credit-rehearsal-cut = 其余的没有看。
credit-rehearsal-why = 按今天已发布的篇数和信任情况计算；扣得最多的排在最前，最多列出一百个。还没有生效。
credit-days = 有 { $count } 天不一样
credit-now = 现行规则
credit-then = 新规则
credit-side-no-schedule = · 不能定时发布
credit-side-no-columns = · 不能申请进入栏目
credit-side = 今天 { $score } 分，最低 { $lowest } 分，{ $level } 级，每天 { $quota } 篇，
credit-beyond = （有 { $count } 篇会超出当天限额）

letter-credit-deducted = 编辑部为创作号 @{ $creator } 记录了一次违规。您可以查看扣分，并在期限内申诉。
letter-credit-deducted-subject = 违规记录：@{ $creator }
letter-credit-won = 创作号 @{ $creator } 的申诉成立：扣分已全部恢复，因此下架的文章也已恢复。编辑部的答复：
letter-credit-won-subject = 申诉成立：@{ $creator }
letter-credit-lost = 创作号 @{ $creator } 的申诉不成立，记录不变。编辑部的答复：
letter-credit-lost-subject = 申诉不成立：@{ $creator }
letter-credit-trusted = 创作号 @{ $creator } 已是编辑部信任的创作号。投稿前能做什么，请看：
letter-credit-trusted-subject = 编辑部的信任：@{ $creator }
letter-credit-untrusted = 创作号 @{ $creator } 不再是编辑部信任的创作号。现在能做什么，请看：
letter-credit-untrusted-subject = 信任已取消：@{ $creator }
