# Curation: the places that the desk fills.

desk-slots = Curation
desk-slots-why = Fill the lead of the home page, the hot list, channels and columns; look ahead; put an earlier state back.

slot-trail = Where you are
slot-places-why = What readers see in each place now. What no editor has filled, the ranking fills.
slot-place-home = Home: lead stories
slot-place-hot = Hot list: pins
slot-place-channel = Channel { $name }: headline
slot-place-column = Column { $name }: headline
slot-by-editor = placed
slot-by-ranking = ranking
slot-nothing = Nothing yet.
slot-instead = The ranking puts “{ $title }” there.
slot-gone-taken-down = “{ $title }” was taken down; readers no longer see it here.
slot-gone-withdrawn = “{ $title }” was withdrawn; readers no longer see it here.
slot-gone-retracted = “{ $title }” was retracted; readers no longer see it here.
slot-gone-waiting = “{ $title }” is not published at that time; readers do not see it here.
slot-gone-hidden = “{ $title }” is not published; readers do not see it here.

slot-coming = Coming changes
slot-coming-begins = begins: { $title }
slot-coming-ends = ends: { $title }
slot-coming-out = is published: { $title }

slot-preview-go = Look ahead
slot-page-go = The page as readers see it
slot-seen = What readers see now
slot-fillings = Placed here
slot-fillings-why = { $seen ->
    [one] Only the first that is running is seen;
   *[other] The first { $seen } that are running are seen;
  } at most { $most } may be placed. What comes first stands first. Dragging works too, and the arrow keys on a handle.
slot-empty = Nothing is placed here: the ranking decides.
slot-handle = Move “{ $title }”: arrow up and down; Enter saves the order
slot-moved-to = { $title }: now number { $place }
slot-order-new = The new order is not saved yet.
slot-order-save = Save the order
slot-order-undo = Undo
slot-stage-now = seen
slot-stage-below = waits below
slot-stage-coming = to come
slot-stage-gone = not seen
slot-since-ever = without a beginning
slot-no-end = no end
slot-up = Up
slot-up-one = Move up: { $title }
slot-down = Down
slot-down-one = Move down: { $title }
slot-remove = Take out
slot-remove-one = Take out: { $title }
slot-revise = Title and times
slot-revise-go = Save

slot-add = Place an article
slot-article = Article
slot-article-hint = The address of its page, or the number in it. Or choose one of the newest below.
slot-title-zh = Chinese title for this place
slot-title-en = English title for this place
slot-title-hint = Without one, the article's own stands. At most { $most } characters; one alone holds for both languages.
slot-from = From
slot-from-hint = Empty: now.
slot-until = Until
slot-until-hint = Empty: no end.
slot-zone = Times are those of the site's zone, { $zone }.
slot-at = Where
slot-at-first = Above all others
slot-at-last = Below all others
slot-add-go = Place it
slot-candidates = The newest
slot-candidates-why = A button here places its article with the titles and times above.
slot-no-candidates = There are no articles here yet.
slot-pick = Place
slot-pick-one = Place: { $title }
slot-placed = Stands here
slot-film = It has a film: who puts a creator's film on a front page answers for it more than for a text. Look at it first.

slot-versions = Versions
slot-versions-empty = The desk has not changed this place yet.
slot-versions-older = Older versions
slot-version-stood = { $count ->
    [0] Nothing was placed
    [one] One article was placed
   *[other] { $count } articles were placed
}
slot-version-current = As it stands
slot-restore = Put back
slot-restore-one = Put back version { $number }
slot-act-found = Found so
slot-act-filled = Article placed
slot-act-revised = Title or times changed
slot-act-removed = Article taken out
slot-act-moved = Order changed
slot-act-restored = Earlier version put back
slot-difference-in = In: { $title }
slot-difference-out = Out: { $title }
slot-difference-title = Another title: { $title }
slot-difference-time = Other times: { $title }
slot-difference-order = Another order

slot-done-filled = Placed. Readers see it from its time on.
slot-done-revised = Changed. Readers see it so from now on.
slot-done-removed = Taken out. “Versions” can put it back.
slot-done-moved = The new order is out.
slot-done-restored = The earlier version stands again.

slot-conflict = Somebody has changed this place since you opened it
slot-conflict-kept = Nothing was written. This is what was done; what you typed stands in the form below, and you can send it again.
slot-conflict-again = Nothing was written. This is what was done; the page now shows how the place stands, and you can do yours again.
slot-conflict-import = An imported archive changed it.

slot-trouble-no-article = We find no such article. Paste the address of its page, or the number in it.
slot-trouble-other-channel = This article belongs to a channel that is not yours.
slot-trouble-unpublished = This article is not published when it would begin here. Publish it first, or begin later.
slot-trouble-twice = This article stands here already at that time. Change its times instead.
slot-trouble-full = The place is full. Take something out first.
slot-trouble-no-time = This is no time; it should look like 2026-01-18T04:35.
slot-trouble-from-past = The beginning has passed. Leave it empty for now.
slot-trouble-begun = It has begun; the beginning stays. Take it out and place it again instead.
slot-trouble-until-past = The end has passed. Leave it empty for no end, or take the article out.
slot-trouble-ends-before = The end has to come after the beginning.
slot-trouble-title-long = The title is too long.

slot-ahead = { $place }, as the page will look
slot-ahead-now = { $place }, as the page looks now
slot-ahead-why = Only you see this. It knows what editors have placed and what is scheduled; ranks are those of now.
slot-ahead-at = At ({ $zone })
slot-ahead-go = Show
slot-ahead-back = To the place
slot-ahead-quiet = Nothing is to come here by the time alone.
