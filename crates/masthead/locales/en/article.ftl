comments-word = comments
updated = Updated
source = Source:
region = Published from { $region }
editor = Editor: { $name }
views =
    { $count ->
        [one] { $shown } view
       *[other] { $shown } views
    }
corrections = Corrections
tags-label = Tags
notices-label = Notices
share = Share
share-weibo = Weibo
share-qzone = QQ Zone
share-qq = QQ
share-wechat = WeChat
share-wechat-how = Scan with WeChat to open this article, then share it from the menu at the top right.
share-more = More
share-copy = Copy link
share-copied = Link copied
share-copy-failed = Could not copy; please select the link by hand
related = Related
hot-news = Most read
side-label = The creator and the headlines
comments-title =
    { $count ->
        [0] Comments
       *[other] Comments ({ $count })
    }
comments-none = No comments yet. Once commenting opens, you can say here what you think.
comment-likes =
    { $count ->
        [one] { $count } like
       *[other] { $count } likes
    }
creator-label = The creator
count-articles =
    { $count ->
        [one] { " article" }
       *[other] { " articles" }
    }
count-followers =
    { $count ->
        [one] { " follower" }
       *[other] { " followers" }
    }
past-articles = Past articles
past-all = All
