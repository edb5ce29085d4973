# 为什么一个文件没有收下
media-empty = 文件是空的，没有收下。请换一个。
media-file-too-large = 文件太大，没有收下。请压缩后再传。
media-too-many-pixels = 图片像素太多，没有收下。请缩小后再传。
media-side-too-long = 图片的一边太长，没有收下。请裁剪或缩小后再传。
media-decode-too-large = 打开这张图片要占太多内存，没有收下。请缩小后再传。
media-too-many-frames = 动图的帧数太多，没有收下。请截短，或改用视频。
media-lying = 文件的扩展名与内容不符，没有收下。请用它本来的格式再传。
media-not-a-picture = 这个文件不是能读的图片（JPEG、PNG、WebP、GIF、AVIF），没有收下。请换一个。
media-unsupported = 不收这种格式。请存成 JPEG、PNG、WebP、GIF 或 AVIF 再传。
media-broken = 文件已损坏，读不完整，没有收下。请重新导出后再传。
media-day-full = 没有收下：这个创作号今天上传的文件合计已到 { $day_mb } MB 的上限。零点（本站时间）之后可以再传。
link-address = 这不是可以取图的网址。请填以 https:// 开头的图片地址。
link-private = 这个地址不在公共互联网上，不能取。请把图片存下来再上传。
link-wait = 从链接取图太频繁了。请过几分钟再来，或把图片存下来再上传。
link-unreachable = 对方的服务器没有应答。请稍后再试，或把图片存下来再上传。
link-refused = 对方的服务器没有给出图片。请检查地址，或把图片存下来再上传。
