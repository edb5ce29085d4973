comments-word = 跟贴
updated = 更新于
source = 来源：
region = 发布于{ $region }
editor = 责任编辑：{ $name }
views =
    { $count ->
       *[other] 阅读 { $shown }
    }
corrections = 更正说明
tags-label = 标签
notices-label = 声明
share = 分享至
share-weibo = 微博
share-qzone = QQ空间
share-qq = QQ
share-wechat = 微信
share-wechat-how = 用微信“扫一扫”打开本文，再点右上角分享给朋友或朋友圈。
share-more = 更多
share-copy = 复制链接
share-copied = 链接已复制
share-copy-failed = 没能复制，请手动选取链接
related = 相关推荐
hot-news = 热点推荐
side-label = 作者与要闻
comments-title =
    { $count ->
        [0] 跟贴
       *[other] 跟贴（{ $count }）
    }
comments-none = 还没有跟贴。跟贴功能开放后，可以在这里发表看法。
comment-likes = { $count } 赞
creator-label = 作者
count-articles = { $count ->
       *[other] 文章数
    }
count-followers = { $count ->
       *[other] 关注度
    }
past-articles = 往期回顾
past-all = 全部
