# The desk's review, and the letters that it sends.

desk-review = Review
desk-review-why = Read what creators hand in, make remarks, accept or send back.
review-waiting =
    { $count ->
        [0] Nothing waits
        [one] One article waits
       *[other] { $count } articles wait
    }
review-narrow = This channel only
review-empty = Nothing waits to be read. What creators hand in appears here, longest waiting first.
review-update = Update of a published article
review-mine = You have it
review-claimed = { $name } has it
review-hours =
    { $count ->
        [0] just arrived
        [one] waiting for an hour
       *[other] waiting for { $count } hours
    }
review-done-accept = Accepted. Its author is told.
review-done-send_back = Sent back. Its author gets your remarks.
review-done-reject = Not accepted. Its author gets your reasons.
review-done-released = Back in the queue.

review-public = What readers have now
review-claim = I will review it
review-claim-why = Nobody has it yet. Once you take it, it is yours for half an hour; each remark extends that.
review-mine-why = You have this one.
review-author = by { $name }
review-until = Held until
review-release = Back to the queue
review-claimed-why = { $name } is reviewing it: you can read along. It is free once they give it back, or half an hour after the last thing they did.
review-changes = What has changed against what readers have
review-paragraph = Paragraph { $number }
review-say = Remark
review-say-go = Make the remark
review-remark = Remark
review-remark-empty = The remark is empty and was not kept.
review-no-text = There is no text.
review-beside = About the article, and the decision
review-words-count = Words
review-comments = Comments
review-whole = On the whole
review-nothing-said = Nothing has been said yet.
review-decision = Decision
review-reason = Reason, to send back or reject
review-reason-hint = None is needed to accept.
review-words = To the author
review-words-hint = Stands in the letter to the author; at most { $words_most } characters.
review-accept = Accept
review-send-back = Send back
review-reject = Reject
review-act-missing = Nothing was decided: choose accept, send back or reject.
review-reason-missing = Nothing was decided: to send back or reject, choose a reason.
review-words-missing = Nothing was decided: with the reason “Other”, say what it is.
review-words-long = This is too long: at most { $words_most } characters.
review-not-yours = Nothing was kept: you do not have this one now, or it is decided. See how it stands.
review-yours = What you wrote, to copy:

reason-facts = Facts are wrong or cannot be checked
reason-source = The source is not clear
reason-title = The title says something else than the text
reason-language = The wording needs work
reason-pictures = Pictures are unsuitable or lack a description
reason-channel = Does not fit this channel
reason-duplicate = The same as an article we have
reason-rights = May infringe somebody's rights
reason-advertising = It is advertising
reason-law = Against the law
reason-other = Other

letter-hello = Dear { $name },
letter-accepted = Your article “{ $title }” has been accepted.
letter-accepted-subject = Accepted: { $title }
letter-sent-back = The desk has read your article “{ $title }” and asks for changes. The reason is below; the link shows the remarks.
letter-sent-back-subject = Changes asked for: { $title }
letter-rejected = The desk has read your article “{ $title }” and does not accept it. The reason:
letter-rejected-subject = Not accepted: { $title }

review-second = In this channel two read one after the other, neither knowing what the other says: it is published once both accept.
review-read-by-you = You have read it and would accept it; somebody else has to read it too.
review-read-already = Nothing was kept: you have read this one, somebody else has to.
review-own = Nothing was kept: in this channel two have to read, and nobody reads their own text.
review-readings = Who would accept it
review-done-read = Kept. Somebody else has to read it too before it is published.

reason-approver = The approver who was asked objects

approve = Your approval is asked for
approve-why = { $name }, the desk asks you to read this article, which is not published yet, and to decide whether it may be.
approve-until = The link works once, until
approve-words-label = Your words
approve-words-hint = The desk and the author read them; at most { $words_most } characters. To object, say why.
approve-go = Publish it
approve-object = I object
approve-act = Nothing was kept: choose “Publish it” or “I object”.
approve-words = Nothing was kept: to object, say why.
approve-decided = Nothing was kept: the desk has decided already, or the link was used.
approve-done = Thank you, it is kept
approve-done-why = The desk and the author see what you decided. You can close this page.
approve-gone-head = This link does not work any more
approve-gone = It works once and for a while; the article may be decided by now. To see it again, ask the editor who sent you the link.
approve-ask = Ask somebody without an account
approve-ask-go = Make a link for approval
approve-name-label = Their name
approve-name-hint = A lawyer, say, or somebody who was interviewed. With the link they read it; if they agree it counts as accepted. It holds for three days.
approve-name = No link was made: write their name, at most 100 characters.
approve-link = Give them this link. It is shown this once:

review-before = Review
review-afterwards = Check afterwards
review-unchecked-count =
    { $count ->
        [0] Nothing to check
        [one] { $count } published piece to check
       *[other] { $count } published pieces to check
    }
review-unchecked-empty = Nothing to check. What trusted creators publish appears here, the longest waiting first.
review-afterwards-why = This is out already, or will be at its time. Confirm it, or take it down.
review-confirm = Confirm
review-take-down = Take down
review-kind = Record a violation when taking down
review-kind-hint = Confirming costs nothing. Your words to the author also stand in the record.
review-kind-none = No violation
review-done-confirm = Confirmed, and the author is told.
review-done-take_down = Taken down, and the author is told why.
letter-confirmed = The desk has checked your article “{ $title }”: it stands.
letter-confirmed-subject = Checked: { $title }
letter-taken-down = The desk has checked your article “{ $title }” and taken it down, for this reason:
letter-taken-down-way = If a violation was recorded for it, you can see it here, and appeal while there is time: { $url }
letter-taken-down-subject = Taken down: { $title }

# Articles that readers have: taking them down, and giving them back.
desk-articles = Articles
desk-articles-why = Take published articles down, and give them back.
moderate-find = Find an article
moderate-find-hint = Paste its address, or type its number.
moderate-find-go = Open
moderate-unknown = There is no such article. Check its address or number.
moderate-taken = Taken down
moderate-taken-none = Nothing is taken down.
moderate-take-down = Take this article down
moderate-take-down-why = Readers lose it at once, pictures and films included. Its author is told why.
moderate-reason = Why it is taken down
moderate-reason-missing = Nothing was decided: to take the article down, choose a reason.
moderate-kind-hint = Your words go into the record as well; the creator may appeal.
moderate-restore = Give this article back
moderate-restore-why = Readers have it again at once. Points that were taken stay taken; an appeal gives them back.
moderate-restore-go = Give it back
moderate-nothing = Readers do not have this article: there is nothing to do.
moderate-done-take_down = Taken down. Its author is told why.
moderate-done-restore = Given back. Its author is told.
review-own-creator = This is by a creator of your own: please leave it to somebody else.
publishing-not-shown = Nobody can be shown this text by a link any more: it was rejected, retracted or taken down.
