og-locale = en_GB
skip-main = Skip to the article
skip-channels = Skip to the channels
skip-foot = Skip to the foot
accessible-browsing = Accessible browsing
care-enter = Care edition
care-leave = Leave the care edition
theme-dark = Dark
theme-light = Light
search-label = Search
search-hint = Articles, creators
search-go = Search
channels-label = Channels
nav-home = Home
nav-hot = Most read
foot-label = About this site
page-clock = Page put together at
join = Become a creator
crumbs-label = You are here
crumb-home = { $site } home
crumb-creators = { $site } creators
crumb-article = Article
news-of = { $name } headlines
headlines-label = Headlines by channel
card-comments =
    { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    }
turn-label = More pages
turn-newer = Newer
turn-older = Older
label-original = Original
label-reportage = Report
label-analysis = Analysis
label-background = Background
label-opinion = Opinion
label-review = Review
label-questions = Questions and answers
label-live = Live
label-advertisement = Advertisement
label-satire = Satire
label-fiction = Fiction
label-disputed = Disputed
label-corrected = Corrected
label-ai-generated = AI-generated
label-ai-assisted = Made with AI assistance
label-ai-possible = Possibly AI-generated
label-ai-suspected = Suspected AI-generated
left-out = { $count ->
    [one] One character that nobody can see was left out of what you sent; all the rest is there.
   *[other] { $count } characters that nobody can see were left out of what you sent; all the rest is there.
}
