-- Somebody is asked to write for a creator, by a link in a letter.
CREATE TABLE invitation (
    digest TEXT PRIMARY KEY,
    creator {int} NOT NULL REFERENCES creator (id),
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    invited_by {int} NOT NULL REFERENCES user_account (id),
    ends_at {int} NOT NULL
) {strict};
CREATE INDEX invitation_by_creator ON invitation (creator, ends_at);
