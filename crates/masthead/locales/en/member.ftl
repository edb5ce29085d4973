# The members of a creator.

members = Members
member-writer = Writer
member-editor = Editor
member-owner = Owner
member-you = you
member-make-writer = Make a writer
member-make-editor = Make an editor
member-make-owner = Make an owner
member-part = Remove
member-leave = Leave
member-invited = Invited, not here yet
member-until = Until
member-invite = Invite somebody
member-invite-why = We send a letter with a link; they open it, log in and join. It holds for seven days and works once.
member-invite-go = Send the invitation
member-role = Role
member-role-hint = Writers write and submit; editors also withdraw and retract; owners see to the members.
member-role-missing = Choose a role.
member-last-owner = Nothing was changed: a creator has at least one owner. Make somebody else an owner first.
member-full = Nothing was sent: a hundred members and invitations are the most.
member-unknown = Nothing was changed: they are no member any more.
member-done-invited = The invitation is on its way.
member-done-set = The role is changed.
member-done-parted = They are no member any more.
member-link = This site sends no mail: give them this link. It is shown this once:
member-invitation = You are invited to write
member-invitation-why = { $name } invites you to write for “{ $creator }”.
member-invitation-gone = This invitation does not work any more: it was used, or has ended. Ask for another.
member-creator = Creator
member-join = Join

letter-invited-subject = { $name } invites you to write
letter-invited = { $name } invites you to write for their creator. Open this link, log in (or register first), and join:
letter-invited-why = The link holds for seven days and works once. If you do not know them, ignore this letter.
