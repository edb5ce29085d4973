# Accounts: registering, logging in, passwords, the account page, and the letters written for them.

login = Log in
login-forgot = Forgot your password?
login-register = No account yet? Register
logout = Log out

register = Register
register-go = Register
register-login = Have an account? Log in
mail-off = This site cannot send e-mail yet, so nobody can register or reset a password alone. Please ask the editors for an account.

field-name = Name
field-name-hint = What others see, at most { $name_most } characters.
field-email = E-mail
field-email-hint = We send a letter there to confirm it. It is not shown to anybody.
field-password = Password
field-password-hint = At least { $password_least } characters. A few unrelated words are fine; digits and signs are not needed.
field-now = Present password
field-new = New password

trouble-head = { $count ->
    [one] One thing to put right
   *[other] { $count } things to put right
}
trouble-name = A name has 1 to { $name_most } visible characters.
trouble-name-wait = The name stays as it was: names were changed too often in a short time, and each change is kept on record. What you typed is still in the field; send it again in a minute.
trouble-email = This is no e-mail address; it should look like lin@example.org.
trouble-email-unreached = No letter can be sent to this address: before the @ only Latin letters, digits and signs may stand, and after it the name of a mail domain.
trouble-login = The e-mail address or the password is wrong. Try again, or set another password by “Forgot your password?”.
trouble-wait = That was too often. Please come back in a few minutes; if it is urgent, “Forgot your password?” lets you in by e-mail.
trouble-password-short = The password is too short: at least { $password_least } characters.
trouble-password-long = The password is too long: at most { $password_most } characters.
trouble-password-common = This password is easily guessed. Try a few unrelated words.
trouble-password-now = The present password is wrong.

reset = Reset your password
reset-why = Write the e-mail address that you log in with. We send a link there, under which you set a new password.
reset-go = Send the link
reset-login = Remembered it? Log in

sent = Please look into your mail
sent-to = We have written to { $email }.
sent-help = Open the link in the letter to go on; it holds for 24 hours. Nothing came? Look among the spam, or check the address and try again.
sent-outbox = This is a demo and sends no mail: find the letter in the outbox.

confirm = Confirm your e-mail address
confirm-why = The last step: choose a password for { $email }, and the account is open. This link has confirmed the address.
confirm-go = Confirm and log in

new-password = Set a new password
new-password-why = A new password for { $email }. Wherever else you are logged in, you will be logged out.
new-password-go = Save and log in

link-gone = This link has ended
link-known-help = This address has an account by now, so the link is not needed. Log in; if you do not know the password, set one by “Forgot your password?”.
link-gone-help = It was used already, or is older than 24 hours. You can log in, or ask for another one.

account-link = Account
account-enter = Log in / account
account-name-go = Change the name
account-done-name = The name is changed, beside your comments too.
account = My account
account-devices = Where you are logged in
account-device-unknown = Unknown browser
account-this-device = In use now
account-seen = Last seen
account-end-one = Log out: { $device }
account-end-others = Log out everywhere else
account-password = Change your password
account-password-go = Change the password
account-no-password = Your account has no password yet. With one you can always come in, and show that it is you.
account-no-password-go = Set one through a letter
account-no-password-ask = This site sends no letters: its operator can give you a link to set one.
account-done-welcome = Welcome! Your account is open.
account-done-password = The password is saved, and all other devices are logged out.
account-done-sessions = Logged out.

account-factor-off = Your password alone lets you in. With a second step, somebody who knows it still stays out.
account-factor-on = Besides the password, the log-in asks for a code.
account-factor-go = Set up two-step log-in
account-factor-change = Change two-step log-in
account-done-factor-off = Two-step log-in is off; the password alone lets you in.

code = Enter the code
code-why = The password is right. One more step: the code that your authenticator app shows, or a recovery code.
code-go = Log in
code-other = Use another account
field-code = Code
field-code-hint = Six digits, another every 30 seconds. Without your phone, type a recovery code.
field-first-hint = The six digits that the app shows, another every 30 seconds.
trouble-code = The code is wrong or was used already. Wait for the next one and try again; a phone whose clock is wrong causes this too.

factor = Two-step log-in
factor-why = Besides the password, the log-in asks for the code that an authenticator app on your phone shows. Any app that knows TOTP will do.
factor-owed = Please set up two-step log-in before you enter the desk: this site wants it of everybody with a role.
factor-begin = Set up
factor-scan = Scan this with your authenticator app, then write the code that it shows below.
factor-scan-label = QR code for the authenticator app
factor-type = Cannot scan? Type this key into the app:
factor-confirm = Confirm and turn on
factor-on = { $count ->
    [one] Two-step log-in is on. One recovery code is left.
   *[other] Two-step log-in is on. { $count } recovery codes are left.
}
factor-change = New recovery codes, or turn off
factor-change-why = New recovery codes make the old ones void. Once it is off, the password alone lets you in.
field-proof = Password or code
field-proof-hint = To show that it is you.
factor-renew = New recovery codes
factor-remove = Turn off two-step log-in
trouble-proof = The password or code is wrong, or the code was used already.
trouble-last-way = This is your only way in, so it stays. Set a password or add a passkey first.
codes = Recovery codes
codes-done = Two-step log-in is on.
codes-why = Each of these lets you in once in place of the code if you lose your phone. Write them down or print them and keep them safe: they are shown only now.
codes-kept = I have kept them

account-passkeys = { $count ->
    [0] With a passkey you log in without typing anything: by fingerprint, face, or the PIN of your device.
    [one] One passkey lets you in without a password.
   *[other] { $count } passkeys let you in without a password.
}
account-passkeys-go = Your passkeys
account-done-passkey-added = The passkey is added. From now on you can log in with it.
account-done-passkey-named = The passkey has its new name.
account-done-passkey-removed = The passkey is removed here. You may delete it on your device, too.

passkey-login = Log in with a passkey
passkey-stopped = That did not work, or was stopped. Try again, or log in with your password.
passkey-known = This device has a passkey for this account already.
trouble-passkey = This passkey does not let you in: it may have been removed, or it took too long. Try again, or log in with your password.
passkeys = Passkeys
passkeys-why = A passkey stays on your phone, your computer or a security key, and nobody can guess it or trick you out of it. It stands for the password and the code at once.
passkeys-full = You have { $most } passkeys, which is as many as an account can hold. Remove one to add another.
passkeys-unable = To add one, you need a browser with passkeys and JavaScript, at the usual address of this site.
passkeys-off = This site has no address that passkeys could belong to. Its operator has to set base_url.
passkey-added = Added:
passkey-used = Last used:
passkey-remove = Remove
passkey-remove-one = Remove: { $name }
passkey-remove-go = Remove the passkey
passkey-last = This passkey is your only way in, so it cannot be removed. Set a password or add another passkey first.
passkey-name = Rename
passkey-name-one = Rename: { $name }
passkey-name-go = Save the name
passkey-add = Add a passkey
passkey-add-go = Continue
passkey-make-why = Give it a name by which you know it again, then follow your device.
passkey-make = Make the passkey
field-passkey-name = Name of the passkey
field-passkey-name-hint = For example the device that it is on; at most { $name_most } characters. Only you see it.
trouble-passkey-new = This passkey cannot be taken. Please begin again, on this device or another.
trouble-passkey-late = That took too long. Please begin again.
trouble-passkeys-full = Your account holds as many passkeys as it can. Remove one first.

account-openid = Link or unlink
account-done-openid-linked = Linked. From now on you can log in this way.
account-done-openid-unlinked = No longer linked. Log in with your password or a passkey from now on.
openid-why = Log in there once, and from then on it opens this account, too.
openid-begin = Go there and log in
openid-confirm = You have logged in there. Shall it open your account { $email } from now on?
openid-link = Yes, link them
openid-linked = It is linked with your account: you can log in this way.
openid-unlink = Unlink
openid-last = This is your only way in, so it cannot be unlinked. Set a password or add a passkey first.
trouble-openid = That log-in did not work. Please try again, or use your password.
trouble-openid-away = This way in is out of reach at the moment. Please use your password, or come again later.
trouble-openid-stopped = The log-in was stopped or took too long. Please begin again.

letter-confirm-subject = Confirm your e-mail address for { $site }
letter-confirm = Hello, somebody registered at { $site } with this e-mail address. To complete it, open this address:
letter-known-subject = You have an account at { $site }
letter-known = Hello, somebody wanted to register at { $site } with this e-mail address, which has an account already. You can log in, or reset a forgotten password, here:
letter-reset-subject = Set a new password for { $site }
letter-reset = Hello, somebody wants to set a new password for your account at { $site }. To do so, open this address:
letter-unknown-subject = No account at { $site } with this e-mail address
letter-unknown = Hello, somebody wanted to reset a password at { $site }, but there is no account with this e-mail address. Perhaps you use another one; or register here:
letter-ends = The address holds for { $hours } hours and works once.
letter-not-you = If that was not you, leave this letter alone: nothing changes.
letter-way-subject = How you log in to { $site } has changed
letter-way-password = Hello, another password was set for your account at { $site }; all other devices were logged out. Your account:
letter-way-factor-on = Hello, two-step log-in was turned on for your account at { $site }: from now on a code is asked for. Your account:
letter-way-factor-off = Hello, two-step log-in was turned off for your account at { $site }: no code is asked for any more. Your account:
letter-way-passkey-added = Hello, a passkey was added to your account at { $site }, which opens it from now on. Your account:
letter-way-passkey-removed = Hello, a passkey was removed from your account at { $site }. Your account:
letter-way-openid-linked = Hello, your account at { $site } was linked with an outside log-in, which opens it from now on. Your account:
letter-way-openid-unlinked = Hello, the outside log-in was unlinked from your account at { $site }. Your account:
letter-way-not-you = If that was not you, change your password at once, log out all other devices, and write to the newsroom.

outbox = Outbox
outbox-why = A demo sends no mail; its letters are here. Everybody can read them, so please use no real e-mail address in a demo.
outbox-to = To { $email }
outbox-empty = No letters yet. Register an account or reset a password, and one will be here.

carry-login = Your session has ended; what you wrote is still here
carry-login-why = What you sent was not saved, and it is not lost. Log in on the new page first, then come back here and press “Send again”. Keep this page open until then.
carry-login-go = Log in (new page)
carry-other = Not saved: this is another account
carry-other-why = This was written with another account than the one that is logged in now, so it was not saved in your name. Log out on the new page, log in with the first account, then come back here and press “Send again”.
carry-other-go = My account (new page)
carry-kept = Not saved: all you sent is kept here
carry-locked-why = The database is busy. What you sent was not saved, and it is not lost. Wait a few seconds, then press “Send again”.
carry-away-why = The database cannot be reached. What you sent was not saved, and it is not lost. Keep this page open, and press “Send again” in a while.
carry-full-why = The server’s disk is full. What you sent was not saved, and it is not lost. An administrator has to make room: keep this page open or copy your text, and press “Send again” later.
carry-read-only-why = This site can be read but not changed just now. What you sent was not saved, and it is not lost. Keep this page open or copy your text, and press “Send again” later.
carry-busy-why = The server is busy. What you sent was not saved, and it is not lost. Wait a few seconds, then press “Send again”.
carry-slow = Perhaps not saved: all you sent is kept here
carry-slow-why = This took too long. What you sent may not have been saved, and it is not lost. Wait a few seconds and see in another window whether it arrived; if it did not, press “Send again”.
carry-fault-why = The fault is ours and has been recorded. What you sent was not saved, and it is not lost. You can press “Send again”; if that does not help, copy your text first and then write to us.
carry-refused = Not saved; what you wrote can be copied here
carry-forbidden-why = This account may not do this, or not any more: a role or a membership may have ended meanwhile. What you sent was not saved. Copy what you wrote before you leave this page, and ask whoever gave you the role.
carry-not-found-why = What you wrote this for is not there, or not any more, or is not yours. What you sent was not saved. Copy what you wrote before you leave this page.
carry-other-site-why = This did not come from a page of this site, or something on the way hides that it did. To keep your account safe we have done nothing. If it was you who wrote this, copy it, open the page again and paste it there. If you did not write it, close this page.
carry-files = The files that you chose are not on this page and were not saved. Choose them again on the form, once this has been sent.
carry-again = Send again
carry-shown = What you wrote

problem-bad-form = We could not read this form
problem-bad-form-help = Something may be missing. Please go back, load the page again and try once more.
problem-forbidden = You may not do this
problem-forbidden-help = This page is for people with the role for it. If you need it, ask an administrator.
problem-other-site = This did not come from our pages
problem-other-site-help = To keep your account safe we have not done it. Please do it again on a page of this site.
problem-too-slow = What you sent came too slowly
problem-too-slow-help = We waited long and did not get all of it: the network may be slow. Please go back and try again, on another network if you can.
problem-too-many-fields = What was sent has too many parts
problem-too-many-fields-help = No form has as many fields. Please go back, load the page again and try once more.
problem-too-large = What was sent is too large
problem-too-large-help = It is more than this form takes. What you wrote is still there one step back in your browser: please go back, shorten it and send it again.

account-studio = To the studio
account-desk = To the desk

desk = Desk
desk-hello = Hello { $name }. Your roles here:
desk-nothing = Your roles have nothing to do here yet.
desk-accounts = Accounts and roles
desk-accounts-why = Find accounts, give and take roles.
desk-accounts-empty = There is no such account. Check the address, or have them register first.
desk-find = Find by e-mail
desk-find-go = Find
desk-all = All accounts
desk-no-login = Cannot log in yet
desk-no-roles = No roles
desk-give = Give a role
desk-give-go = Give
desk-take = Take away
desk-take-one = Take away from { $name }: { $role }
desk-role = Role
desk-channel = Channel
desk-channel-none = (for channel editors alone)
role-administrator = Administrator
role-moderator = Moderator
role-reviewer = Reviewer
role-channel_editor = Channel editor
role-needs-channel = Nothing was given: a channel editor needs a channel, and roles are those of the list.
role-last-administrator = Nothing was taken: one administrator has to stay. Give the role to somebody else first.
role-unknown = Nothing was given: this account or channel is no longer there.
