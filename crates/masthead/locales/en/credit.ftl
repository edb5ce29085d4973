# Levels and credit: what creators see and appeal against; deductions, appeals and the table of rules at the desk.

credit = Level and credit
credit-score = Credit
credit-score-of = { $score } of 100
credit-level = Level
credit-level-of = { $level } of { $levels }
credit-quota = Handed in today
credit-quota-of = { $used } of { $quota }; the same piece again on the same day is not counted
credit-review = Review
credit-review-before = before publication
credit-review-after = after publication
credit-yes = Yes
credit-no = No
credit-recovery =
    { $days ->
        [one] Each deduction recovers for itself: points back each day: { $points }.
       *[other] Each deduction recovers for itself: points back every { $days } days: { $points }.
    }
credit-version =
    { $version ->
        [0] By the built-in rules.
       *[other] By version { $version } of the rules.
    }
credit-entries = Records
credit-none = There is no violation on record.
credit-cost = cost { $cost }, still counts { $weighs }
credit-annulled = Appeal won: everything put back
credit-took-down = The article was taken down for it
credit-answer = The desk’s answer
credit-appealed = Your appeal is with the desk. Somebody else will decide it and write to you.
credit-appeal-go = Appeal
credit-appeal-words = Why it is wrong
credit-appeal-hint = What is not so, and what shows it, in at most { $words_most } characters. There is one appeal to each record; whoever made the record does not decide it.
credit-appeal-send = Send the appeal
credit-appeal-open = The desk is deciding the appeal
credit-appeal-won = Appeal won
credit-appeal-lost = Appeal lost
credit-appeal-closed = Not sent: there was an appeal to this record already, or its time is over.
credit-words-missing = Please give the reason in words.
credit-words-long = That is too long: at most { $words_most } characters.
credit-spent = Not handed in: today’s quota of { $quota } is used up. Everything you wrote is saved.
credit-opens = It opens again at
credit-opens-never = By the present rules it does not open again by itself: please ask the desk.
credit-no-schedule = Not handed in: your level does not let a piece be scheduled. Take the time out, or wait until your credit recovers. Everything you wrote is saved.
credit-no-columns = Not handed in: your level does not let columns be asked for. Untick them, or wait until your credit recovers. Everything you wrote is saved.

credit-kind = Violation
credit-kind-facts = Untrue content
credit-kind-title = Misleading title
credit-kind-rights = Somebody else’s rights
credit-kind-advertising = Unmarked advertising
credit-kind-unlabelled = AI content without label
credit-kind-conduct = Misconduct
credit-kind-law = Against the law
credit-kind-rejected = Submission rejected
credit-kind-missing = Please choose the violation.
credit-points =
    { $points ->
        [one] ({ $points } point)
       *[other] ({ $points } points)
    }

desk-credit = Levels and credit
desk-credit-why = See a creator’s credit, record violations, decide appeals.
credit-open =
    { $count ->
        [0] No appeal waits
        [one] { $count } appeal waits
       *[other] { $count } appeals wait
    }
credit-find = Find a creator by handle (after the @)
credit-find-go = Show
credit-unknown = There is no creator “{ $handle }”. Please check the handle.
credit-appeals = Appeals
credit-appeal-by = Appeal by { $name }
credit-appeals-empty = No appeal waits. New ones appear here, the longest waiting first.
credit-page = Public page
credit-history = Credit record
credit-about = What it is about
credit-by = Recorded by { $name }
credit-decide-why = Won: the points come back and the article that was taken down for it stands again, as if it had never happened. Lost: the record stays.
credit-win = Appeal won
credit-lose = Appeal lost
credit-act-missing = No decision was recorded: choose won or lost.
credit-appeal-not-yours = This appeal is not yours to decide: you made the record, you are a member of the creator, or it is decided already.
credit-not-made = Nothing was recorded: see what is marked below.
credit-own = You are a member of this creator: somebody else has to record it.
credit-deduct = Record a violation
credit-deduct-go = Record and tell the creator
credit-article = Article
credit-article-hint = Address or number; leave empty where it is about none.
credit-article-unknown = This creator has no such article. Please check the address or number.
credit-words = What happened
credit-words-hint = The creator’s members read it in a letter; at most { $words_most } characters.
credit-trust = Trust this creator
credit-untrust = No longer trust
credit-trust-why = The desk has not said that it trusts this creator. The rules may let only trusted creators publish before review.
credit-trusted-why = The desk trusts this creator.
credit-done-won = Appeal won: everything is put back, and the creator is told.
credit-done-lost = Appeal lost, and the creator is told.
credit-done-deducted = Recorded, and the creator is told.
credit-done-trusted = Trusted, and the creator is told.
credit-done-untrusted = No longer trusted, and the creator is told.

credit-rules = Rules of levels and credit
credit-rules-time = Recovery and appeals
credit-recovery_points = Points that come back at a time
credit-recovery_days = Days between
credit-appeal_days = Days in which an appeal can be made
credit-rules-points = Points that each violation costs
credit-rules-level = Level { $level }
credit-level-score = Least credit
credit-level-articles = Least published pieces
credit-level-quota = Pieces that may be handed in per day
credit-level-trusted = Only for creators that the desk trusts
credit-level-at_once = Publish before review
credit-level-schedule = May be scheduled
credit-level-columns = May ask for columns
credit-range = { $least } to { $most }
credit-number-30 = A whole number from 1 to 30, please.
credit-number-100 = A whole number from 0 to 100, please.
credit-number-least = A whole number from 1 to 100, please.
credit-number-365 = A whole number from 1 to 365, please.
credit-number-1000 = A whole number from 0 to 1000, please.
credit-number-many = A whole number from 0 to 100000, please.
credit-rehearse = Rehearse, without effect
credit-count = Make it count
credit-rules-count = The new rules count from now on.
credit-rules-raced = Not made: while you edited, somebody else made another version count. What you typed is still here; compare it with the present rules and try again.
credit-versions = Versions
credit-rehearsal = Rehearsal on the last { $days } days
credit-rehearsed = Creators looked at: { $looked }; with a difference: { $different }.
credit-rehearsal-cut = The others were not looked at.
credit-rehearsal-why = With the published pieces and the trust of today; who loses most comes first, a hundred are listed. Nothing counts yet.
credit-days =
    { $count ->
        [one] different on { $count } day
       *[other] different on { $count } days
    }
credit-now = Present rules
credit-then = New rules
credit-side-no-schedule = · no scheduling
credit-side-no-columns = · no columns
credit-side = { $score } today, lowest { $lowest }, level { $level }, { $quota } a day, review
credit-beyond =
    { $count ->
        [one] ({ $count } piece beyond a day’s quota)
       *[other] ({ $count } pieces beyond a day’s quota)
    }

letter-credit-deducted = The desk recorded a violation by @{ $creator }. You can see what it costs, and appeal while there is time.
letter-credit-deducted-subject = A violation was recorded: @{ $creator }
letter-credit-won = @{ $creator } won the appeal: the points are put back, and so is an article that was taken down for it. The desk’s answer:
letter-credit-won-subject = Appeal won: @{ $creator }
letter-credit-lost = @{ $creator } lost the appeal, and the record stays. The desk’s answer:
letter-credit-lost-subject = Appeal lost: @{ $creator }
letter-credit-trusted = The desk trusts @{ $creator } from now on. What that opens:
letter-credit-trusted-subject = The desk trusts @{ $creator }
letter-credit-untrusted = The desk no longer counts @{ $creator } as trusted. What is open now:
letter-credit-untrusted-subject = No longer trusted: @{ $creator }
