-- Whether its holder knows the password. One that was made up as somebody first came in by a provider is known to nobody.
ALTER TABLE login ADD COLUMN known {int} NOT NULL DEFAULT 1;
-- Both were written in one moment then; who sets a password by a letter and links by hand is slower.
UPDATE login SET known = 0 WHERE EXISTS (
    SELECT 1 FROM openid_link o
    WHERE o.account = login.account AND o.since >= login.changed_at AND o.since < login.changed_at + 1000
);

-- Held while a piece of this creator is handed in: of two in the same moment the second counts after the first.
CREATE TABLE credit_turn (
    creator {int} PRIMARY KEY REFERENCES creator (id),
    turns {int} NOT NULL
) {strict};

-- A queue of one channel is walked by its key, however much waits in the others.
CREATE INDEX submission_waiting_in ON submission (channel, submitted_at, id) WHERE state = 'waiting';
CREATE INDEX submission_unchecked_in ON submission (channel, submitted_at, id) WHERE checking = 'open';
-- What the rules are rehearsed on: the last days of everybody.
CREATE INDEX submission_by_time ON submission (submitted_at);
-- A creator's ledger, newest first, also of what was written down in one moment.
CREATE INDEX credit_entry_newest ON credit_entry (creator, made_at DESC, id DESC);
DROP INDEX credit_entry_by_creator;
CREATE INDEX invitation_open ON invitation (creator, ends_at, digest);
DROP INDEX invitation_by_creator;
CREATE INDEX reading_of ON reading (submission, id);
-- Asked with every page of somebody who is logged in. The two indexes of `role` that are partial do not serve it.
CREATE INDEX role_by_account ON role (account, id);
CREATE INDEX membership_of_member ON membership (member, creator);
DROP INDEX membership_by_member;
