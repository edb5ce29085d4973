# 编排：编辑台为各个推荐位选稿。

desk-slots = 页面编排
desk-slots-why = 为首页头条、热榜、频道和栏目选稿定位，预览稍后的页面，恢复之前的版本。

slot-trail = 当前位置
slot-places-why = 这里是读者此刻在各推荐位看到的内容。编辑没有安排的，由排行补上。
slot-place-home = 首页 · 头条区
slot-place-hot = 热榜 · 置顶
slot-place-channel = { $name }频道 · 要闻
slot-place-column = { $name }栏目 · 头条
slot-by-editor = 编辑
slot-by-ranking = 排行
slot-nothing = 暂时没有内容。
slot-instead = 此处由排行补上《{ $title }》。
slot-gone-taken-down = 《{ $title }》已下架，读者在这里看不到了。
slot-gone-withdrawn = 《{ $title }》已撤回，读者在这里看不到了。
slot-gone-retracted = 《{ $title }》已撤稿，读者在这里看不到了。
slot-gone-waiting = 《{ $title }》到时还没有发布，读者在这里看不到。
slot-gone-hidden = 《{ $title }》没有发布，读者在这里看不到。

slot-coming = 接下来的变化
slot-coming-begins = 上：{ $title }
slot-coming-ends = 下：{ $title }
slot-coming-out = 发布：{ $title }

slot-preview-go = 预览页面
slot-page-go = 读者看到的页面
slot-seen = 读者此刻看到的
slot-fillings = 已安排
slot-fillings-why = 在时段内的前 { $seen } 篇会展示，最多可安排 { $most } 篇，排在前面的先展示。也可以拖动，或在拖动柄上按上下方向键。
slot-empty = 这里没有安排稿件，由排行决定。
slot-handle = 移动《{ $title }》：按上下方向键，回车保存顺序
slot-moved-to = { $title }：现在排第 { $place }
slot-order-new = 新顺序还没有保存。
slot-order-save = 保存顺序
slot-order-undo = 还原
slot-stage-now = 展示中
slot-stage-below = 候补
slot-stage-coming = 待上
slot-stage-gone = 未展示
slot-since-ever = 一直
slot-no-end = 不限
slot-up = 上移
slot-up-one = 上移：{ $title }
slot-down = 下移
slot-down-one = 下移：{ $title }
slot-remove = 撤下
slot-remove-one = 撤下：{ $title }
slot-revise = 标题与时段
slot-revise-go = 保存

slot-add = 安排稿件
slot-article = 稿件
slot-article-hint = 粘贴文章页的网址，或其中的编号；也可以从下面的最新稿件里选。
slot-title-zh = 这里用的中文标题
slot-title-en = 这里用的英文标题
slot-title-hint = 不填就用文章自己的标题；最多 { $most } 个字。只填一种时，两种语言都用它。
slot-from = 从
slot-from-hint = 不填：现在。
slot-until = 到
slot-until-hint = 不填：不限。
slot-zone = 时间按站点所在时区 { $zone }。
slot-at = 位置
slot-at-first = 排在最前
slot-at-last = 排在最后
slot-add-go = 安排
slot-candidates = 最新稿件
slot-candidates-why = 点这里的按钮，就按上面填的标题和时段安排那一篇。
slot-no-candidates = 这里还没有稿件。
slot-pick = 选用
slot-pick-one = 选用：{ $title }
slot-placed = 已在此处
slot-film = 含视频：把创作者的视频推上首页或要闻，责任比文字更重，请先看过再用。

slot-versions = 历史版本
slot-versions-empty = 编辑台还没有改动过这里。
slot-versions-older = 更早的版本
slot-version-stood = { $count ->
    [0] 当时没有安排稿件
   *[other] 当时安排了 { $count } 篇
}
slot-version-current = 当前版本
slot-restore = 恢复
slot-restore-one = 恢复到第 { $number } 版
slot-act-found = 原有安排
slot-act-filled = 安排稿件
slot-act-revised = 修改标题或时段
slot-act-removed = 撤下稿件
slot-act-moved = 调整顺序
slot-act-restored = 恢复旧版本
slot-difference-in = 上：{ $title }
slot-difference-out = 下：{ $title }
slot-difference-title = 改标题：{ $title }
slot-difference-time = 改时段：{ $title }
slot-difference-order = 换了顺序

slot-done-filled = 已安排，到时读者就能看到。
slot-done-revised = 已修改，读者看到的已经更新。
slot-done-removed = 已撤下；可以在“历史版本”里恢复。
slot-done-moved = 新顺序已经生效。
slot-done-restored = 已恢复到之前的版本。

slot-conflict = 您打开之后，有人改动了这里
slot-conflict-kept = 您的改动没有写入。下面是对方做的改动；您填的内容还在表单里，可以再次提交。
slot-conflict-again = 您的改动没有写入。下面是对方做的改动；页面已是最新，您可以再做一次。
slot-conflict-import = 一次导入改动了这里。

slot-trouble-no-article = 没有找到这篇稿件。请粘贴文章页的网址，或其中的编号。
slot-trouble-other-channel = 这篇稿件属于别的频道，您不能安排。
slot-trouble-unpublished = 到开始时间这篇稿件还没有发布。请先发布，或推迟开始时间。
slot-trouble-twice = 这段时间里它已经在这里了，请修改原有的时段。
slot-trouble-full = 这里已满，请先撤下一篇。
slot-trouble-no-time = 这不是时间，应当像 2026-01-18T04:35 这样。
slot-trouble-from-past = 开始时间已经过去。要现在开始，不填即可。
slot-trouble-begun = 已经开始，开始时间不能再改；可以撤下后重新安排。
slot-trouble-until-past = 结束时间已经过去。不限时间就不填，要结束请撤下。
slot-trouble-ends-before = 结束时间要晚于开始时间。
slot-trouble-title-long = 标题太长。

slot-ahead = { $place }：届时的页面
slot-ahead-now = { $place }：此刻的页面
slot-ahead-why = 只有您能看到。已算入编辑的安排和定时发布的稿件；排行以此刻为准。
slot-ahead-at = 时间（{ $zone }）
slot-ahead-go = 查看
slot-ahead-back = 回到编排
slot-ahead-quiet = 这里接下来没有定时的变化。
