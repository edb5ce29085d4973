newest = Newest
home-empty = No articles yet. The first one published will appear here.
channel-empty = This channel has no articles yet; another one has.
column-empty = This column has no articles yet.
creator-empty = Nothing published yet.
creators-empty = No creators yet. You could be the first.
kind-individual = Individual
kind-media = Media
kind-government = Government
kind-enterprise = Enterprise
kind-organisation = Organisation
creator-region = Based in { $region }
archive-of = Past articles by { $name }
archive-months = By month
month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
hot-how = Ordered by recent reading; older views weigh less.
hot-empty = The list is still filling. Come back in a while.
search-asked = You are looking for “{ $query }”.
search-too-long = A search has { $most } characters at most. Shorten yours and search again.
search-later = Full search is not switched on here yet. Until it is, these are good places to start:
join-title = Become a creator on { $site }
join-what = { $site } is open to individuals, media, government bodies, enterprises and organisations. As a creator you publish articles, have a page and an archive of your own, and readers can follow you.
join-how = How to apply
join-name = Choose a name, write a line about yourself and pick a picture.
join-samples = Add two or three articles of yours, or links to them.
join-identity = Media, government bodies, enterprises and organisations add proof of who they are.
join-review = A person on the desk reads every application and answers by e-mail.
join-write = Questions? Write to { $contact }
ease-what = { $site } wants everybody to be able to reach, see and understand what it publishes. This is what there is today.
ease-keyboard = Keyboard
ease-keyboard-how = Every link and button can be reached with the Tab key, and a clear frame shows where you are. Each page starts with links that skip ahead. Tabs turn with the arrow keys.
ease-care = Care edition
ease-care-how = Large type, one column, strong contrast, nothing that floats.
ease-zoom = Zoom
ease-zoom-how = Zoom with your browser (Ctrl and +, or ⌘ and +) up to 400 %: the page rearranges itself, without scrolling sideways.
ease-colour = Colour and motion
ease-colour-how = Light and dark follow your system and can be switched at the top of the page. High-contrast and reduced-motion settings are respected.
ease-gaps = What is missing
ease-gaps-what = Reading aloud and reading lines are not there yet; some uploaded pictures may lack a description.
ease-tell = Something is hard to use? Please tell us:
problem-bad-request = We could not read this request
problem-bad-request-help = The address may have a character too many or too few. Check it, or start again from the home page.
problem-not-found = There is no page here
problem-not-found-help = The article may have been withdrawn, or the address is wrong. Go to the home page, or see what others are reading.
problem-address-too-long = The address is too long
problem-address-too-long-help = Please shorten what you searched for and try again.
problem-busy = Too many readers at this moment
problem-busy-help = The server is busy. Please wait a second or two and load the page again.
problem-slow = This page took too long to make
problem-slow-help = Please wait a few seconds and try again.
# Plain text, before anything else is looked at.
refused-host = The request does not name one site: it needs one Host header with a host name, and no user name in the address. Browsers send it by themselves; check the proxy or the program.
refused-unsent = Much that was asked for from your network has not been received yet. Please wait until it has arrived, then try again.
refused-crowded = There are too many connections at this moment, in all or from your network. Please wait a second or two and try again.
problem-fault = This page cannot be shown right now
problem-fault-help = The fault is ours and has been recorded. Please try again in a moment.
problem-locked = The database is busy
problem-locked-help = Please wait a few seconds and try again.
problem-away = The database cannot be reached
problem-away-help = Please try again in a moment. We know of it.
problem-full = The server’s disk is full
problem-full-help = Nothing can be kept until an administrator has made room. Please try again later.
problem-read-only = This site can only be read just now
problem-read-only-help = No change can be kept; reading goes on. Please try again later.
problem-reference = If you write to us, please name this reference:
# What search engines show below a page's title.
describe-site = { $site }: news, channels and creators.
describe-home = { $site }: the top story, headlines of every channel, what is most read and what is newest.
describe-channel = { $name }: the channel’s headlines and its newest articles.
describe-column = Every article of the column “{ $name }”, newest first.
describe-hot = What most people are reading at the moment.
describe-search = Find articles and creators.
describe-creators = The people, media and organisations that publish here.
describe-creator = { $name }: who they are, their articles and their archive.
describe-archive = Past articles by { $name }, month by month.
describe-accessibility = Keyboard, care edition, zoom, colour and motion: how everybody can read here.
describe-join = How individuals, media, public bodies, enterprises and organisations become creators on { $site }.
