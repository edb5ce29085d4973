# Following, notifications, and the letters written for them.

follow = Follow
follow-follows = Following
follow-end = Unfollow
follow-end-one = Unfollow { $name }
follow-done = You follow this creator.
follow-ended = You no longer follow this creator.
follow-failed = That did not work; please try again later.
follow-is = You follow this creator.
follow-is-not = You do not follow this creator.
follow-back = Back to { $name }
follow-wait = That was too often in a short time. Please come again in a few minutes.
follow-too-many = Not followed: { $count } creators are the most that one follows. Please unfollow some first.

following = Creators you follow
following-empty = You follow nobody yet. Press “Follow” on a creator's page or beside an article, and they will be here.
following-nothing = No articles yet.

notifications-link = Notifications
notifications = Notifications
notifications-empty = Nothing yet. Decisions on your articles and your application, new followers, and what the creators you follow publish will be here.
notifications-all-read = Mark all as read
notifications-kept = Notifications are kept for { $days } days; articles of creators you follow are listed for { $following }.
notification-unread = Unread
notification-read = Mark as read
notification-read-one = Mark as read: { $text }
notification-remarks = { $count ->
    [one] One remark
   *[other] { $count } remarks
}
notification-reason = Reason: { $reason }
notification-appeal = Credit and appeals

notification-of-application-asked = The desk has a question on your application: please answer and send it again
notification-of-application-accepted = Your application was accepted: { $name }
notification-of-application-rejected = Your application was not accepted
notification-of-sent-back = Changes asked for: “{ $title }”
notification-of-rejected = Not accepted: “{ $title }”
notification-of-accepted = Accepted and out now: “{ $title }”
notification-of-scheduled = Accepted, to come out at its time: “{ $title }”
notification-of-came-out = Came out at its time: “{ $title }”
notification-of-taken-down = Taken down: “{ $title }”
notification-of-restored = Given back to readers: “{ $title }”
notification-of-rescheduled = Given back, to come out at its time: “{ $title }”
notification-of-checked = Checked by the desk, and it stands: “{ $title }”
notification-of-recorded = A violation by { $name } was recorded: see why, and how to appeal
notification-of-appeal-won = { $name } won the appeal
notification-of-appeal-lost = { $name } lost the appeal: see the desk's answer
notification-of-trusted = The desk trusts { $name } from now on
notification-of-untrusted = The desk no longer counts { $name } as trusted
notification-of-followed = { $count ->
    [one] One more person follows { $name }
   *[other] { $count } more people follow { $name }
}
notification-of-credential-confirmed = The desk confirmed a paper of { $name }; it shows on the page now
notification-of-credential-refused = A paper of { $name } was not accepted: read why, then send it again
notification-of-credential-revoked = The desk took back its confirmation of a paper of { $name }
notification-of-credential-ending = A paper of { $name } ends soon: renew it in time
notification-of-credential-ended = A paper of { $name } has ended: its channels take nothing new until it is renewed
notification-of-following = { $name } published “{ $title }”

letters = E-mail settings
letters-why = Choose what is sent to { $email }. The page of notifications has everything either way.
letters-off = This site cannot send e-mail yet; your choice is kept.
letters-done = Saved.
letters-hour = The daily letter goes out at { $hour }:00 ({ $zone }), when there is something to tell.
letters-always = Letters on takedowns, credit and appeals are always sent: you have a right to know of these decisions.
letters-language = Language of letters
letters-go = Save
topic-application = Decisions and questions on my application
topic-review = The desk's decisions on my articles
topic-published = My scheduled articles came out
topic-followed = New followers of my creator
topic-following = Creators I follow published
topic-digest = The daily letter
way-none = No letters
way-now = At once
way-digest = In the daily letter ({ $hour }:00)

stop = No more of these letters
stop-why = Confirm, and such letters are not sent to you any more. The page of notifications still has everything.
stop-go = Send no more
stop-done = Done: no more of these. The e-mail settings bring them back at any time.

letter-end = No more letters of this kind: { $url }
letter-choose = Choose which letters you get: { $url }
letter-digest-subject = { $site }: what is new for you
letter-digest = What is new for you at { $site }:
