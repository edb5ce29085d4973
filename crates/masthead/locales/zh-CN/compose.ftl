# Words in text that no template makes.
table-label = 表格，可左右滚动
article-file = 下载文件
notice-default = 特别声明：以上内容（如有图片或视频亦包括在内）为“{ $site }号”用户上传并发布，本平台仅提供信息存储服务。
feed-description = { $site }的最新文章
ai-generated-text = 本文由人工智能生成
ai-assisted-text = 本文在人工智能辅助下写成
