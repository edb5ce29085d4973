# 写作编辑器。脚本说的话；`%名字` 由脚本填上。

editor-text = 正文
editor-hint = 按 Alt+F10 到工具栏，Esc 回到正文；Alt+Shift+上下箭头移动整段。可以用 Markdown 写法：## 标题，**加粗**，- 列表。
editor-toolbar = 排版工具
editor-heading-2 = 大标题
editor-heading-3 = 中标题
editor-heading-4 = 小标题
editor-strong = 加粗
editor-emphasis = 强调（斜体）
editor-strike = 删除线
editor-code = 行内代码
editor-link = 链接
editor-bullets = 项目列表
editor-numbers = 编号列表
editor-quote = 引用
editor-picture = 图片
editor-table = 表格
editor-code-block = 代码块
editor-divider = 分隔线
editor-undo = 撤销
editor-redo = 重做

editor-row-add = 加一行
editor-column-add = 加一列
editor-row-remove = 删除行
editor-column-remove = 删除列
editor-table-head = 表头
editor-table-remove = 删除表格
editor-table-caption = 表格说明
editor-cite = 出处
editor-language = 语言

editor-link-to = 链接地址
editor-link-set = 加上链接
editor-link-remove = 去掉链接
editor-link-wrong = 这个地址不能用，应当像 https://example.org/a 这样。
editor-cancel = 取消
editor-picture-from = 图片地址
editor-picture-fetch = 从地址取图
editor-picture-choose = 从本机选择…
editor-cover-take = 用作封面：%name
editor-cover-own = 另选封面…
editor-cover-none = 不用封面

editor-alt = 替代文字
editor-alt-missing = 还没有替代文字：请写下图中是什么，或标为装饰图。
editor-decorative = 装饰图，不需要说明
editor-caption = 图注
editor-credit = 来源 / 摄影
editor-move-up = 上移：%name
editor-move-down = 下移：%name
editor-remove = 移除：%name
editor-sending = 正在上传 %name…
editor-sending-failed = %name 没有传上去。%why
editor-sending-cut = 网络断了，或服务器没有回应。
editor-file-gone = 文件已不在这个浏览器里，请移除后重新添加。
editor-file-large = 文件太大，最多 %size MB。
editor-login-short = 登录已过期，请登录后重试。
editor-again = 重试
editor-wait-pictures = 还有图片没有传完。请等它们完成，或先移除，再提交。
editor-video = 视频
editor-audio = 音频
editor-embed = 嵌入内容

editor-measure = %words 字 · 阅读约 %minutes 分钟
editor-measure-none = 还没有写
editor-left = 还可以写 %count 个字
editor-over = 超出 %count 个字

editor-saving = 正在保存…
editor-saved = 已保存 %time
editor-saved-all = 已全部保存
editor-offline = 连不上服务器。您写的都在这个浏览器里，恢复后会自动保存。
editor-login = 登录已过期，内容保存在这个浏览器里
editor-login-why = 登录已过期。您写的都还在，请在新页面登录；登录后会自动接着保存。
editor-login-go = 去登录（新页面）
editor-refused = 没有保存：有需要修改的地方
editor-refused-why = 服务器没有收下这次保存，内容还在这个浏览器里。
editor-paused = 现在不保存：别人正在写

editor-restored = 已恢复 %time 写下、还没有存到服务器的内容。
editor-restored-undo = 改用服务器上的版本
editor-understood = 知道了
editor-kept = %time 放到一边的版本还在这个浏览器里。
editor-kept-back = 换回那一版
editor-kept-forget = 不再需要

editor-hold = %holder 正在写这篇稿子（%since 起）。您现在可以看，不能改。
editor-hold-lost = %holder 接手了这篇稿子。您写的都还在这个浏览器里。
editor-hold-take = 由我接手
editor-hold-free = 现在可以写了。请先打开最新的版本。
editor-hold-newest = 打开最新版本
editor-hold-cut = 没有接手成功，请检查网络后再试。

editor-conflict = 这篇稿子有两个版本
editor-conflict-why = %by 也改了这篇稿子。两个版本都在这里，选哪一个都不会丢掉另一个；不同的地方可以先复制过去。
editor-somebody = 别处
editor-mine = 我的版本
editor-theirs = 另一版本（%by）
editor-keep-mine = 用我的版本
editor-take-theirs = 用另一版本
editor-only-here = 只在这一版
editor-copy-to-mine = 复制到我的版本
editor-copy-to-theirs = 复制到另一版本
editor-copied = 已复制
editor-empty = （空）
