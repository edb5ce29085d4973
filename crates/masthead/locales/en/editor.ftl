# The writing editor: what its script says. The script itself fills in each `%name`.

editor-text = Text
editor-hint = Alt+F10 leads to the toolbar, Escape back to the text; Alt+Shift+Up or Down moves a block. Markdown works as you type: ## heading, **strong**, - list.
editor-toolbar = Formatting
editor-heading-2 = Heading
editor-heading-3 = Subheading
editor-heading-4 = Minor heading
editor-strong = Bold
editor-emphasis = Italic
editor-strike = Strikethrough
editor-code = Inline code
editor-link = Link
editor-bullets = Bulleted list
editor-numbers = Numbered list
editor-quote = Quote
editor-picture = Picture
editor-table = Table
editor-code-block = Code block
editor-divider = Divider
editor-undo = Undo
editor-redo = Redo

editor-row-add = Add row
editor-column-add = Add column
editor-row-remove = Remove row
editor-column-remove = Remove column
editor-table-head = Header row
editor-table-remove = Remove table
editor-table-caption = Table caption
editor-cite = Who said it
editor-language = Language

editor-link-to = Link address
editor-link-set = Set link
editor-link-remove = Remove link
editor-link-wrong = This address cannot be used; it should look like https://example.org/a.
editor-cancel = Cancel
editor-picture-from = Picture address
editor-picture-fetch = Fetch it
editor-picture-choose = Choose from this device…
editor-cover-take = Use as the cover: %name
editor-cover-own = Another cover…
editor-cover-none = No cover

editor-alt = Alt text
editor-alt-missing = No alt text yet: say what the picture shows, or mark it as decorative.
editor-decorative = Decorative: says nothing that the text does not
editor-caption = Caption
editor-credit = Credit
editor-move-up = Move up: %name
editor-move-down = Move down: %name
editor-remove = Remove: %name
editor-sending = Uploading %name…
editor-sending-failed = %name was not uploaded. %why
editor-sending-cut = The network is down, or the server did not answer.
editor-file-gone = The file is no longer in this browser: remove it and add it again.
editor-file-large = The file is too large: at most %size MB.
editor-login-short = Your session has ended: log in and try again.
editor-again = Try again
editor-wait-pictures = Some pictures have not arrived yet. Wait for them or remove them, then submit again.
editor-video = Video
editor-audio = Audio
editor-embed = Embed

editor-measure = Words: %words · reading time: %minutes min
editor-measure-none = Nothing written yet
editor-left = Characters left: %count
editor-over = Characters too many: %count

editor-saving = Saving…
editor-saved = Saved %time
editor-saved-all = Everything is saved
editor-offline = The server cannot be reached. What you write is kept in this browser and will be saved by itself.
editor-login = Your session has ended; your text is kept in this browser
editor-login-why = Your session has ended. Nothing is lost: log in on the new page, and saving goes on by itself.
editor-login-go = Log in (new page)
editor-refused = Not saved: something has to be changed
editor-refused-why = The server did not take this. Your text is kept in this browser.
editor-paused = Not saving: somebody else is writing

editor-restored = Restored what you wrote at %time and the server did not have yet.
editor-restored-undo = Use the server’s version
editor-understood = All right
editor-kept = The version set aside at %time is still in this browser.
editor-kept-back = Bring it back
editor-kept-forget = No longer needed

editor-hold = %holder is writing in this draft (since %since). You can read it, not change it.
editor-hold-lost = %holder has taken this draft over. What you wrote is kept in this browser.
editor-hold-take = Take over
editor-hold-free = You can write now. Please open the newest version first.
editor-hold-newest = Open the newest version
editor-hold-cut = This did not work: check the network and try again.

editor-conflict = There are two versions of this draft
editor-conflict-why = Changed by %by as well. Both versions are here, and neither is lost whichever you choose; what differs can be copied across first.
editor-somebody = another page
editor-mine = My version
editor-theirs = The other version (%by)
editor-keep-mine = Keep mine
editor-take-theirs = Take theirs
editor-only-here = Only in this version
editor-copy-to-mine = Copy into mine
editor-copy-to-theirs = Copy into theirs
editor-copied = Copied
editor-empty = (empty)
