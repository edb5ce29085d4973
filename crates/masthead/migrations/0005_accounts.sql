-- How an account proves itself. One that came with an archive has none until its holder sets a password.
CREATE TABLE login (
    account {int} PRIMARY KEY REFERENCES user_account (id),
    -- Lower case: what somebody logs in with.
    email TEXT NOT NULL UNIQUE,
    -- argon2id, PHC string format.
    password TEXT NOT NULL,
    changed_at {int} NOT NULL
) {strict};
CREATE INDEX user_account_by_email ON user_account (lower(email)) WHERE email IS NOT NULL;

CREATE TABLE session (
    id {id},
    -- Of the secret in the cookie, which is stored nowhere.
    digest TEXT NOT NULL UNIQUE,
    account {int} NOT NULL REFERENCES user_account (id),
    -- What its holder recognizes it by: "Firefox, Linux".
    device TEXT NOT NULL,
    created_at {int} NOT NULL,
    seen_at {int} NOT NULL
) {strict};
CREATE INDEX session_by_account ON session (account, id);
CREATE INDEX session_by_seen ON session (seen_at);

-- A way in that was sent by mail: it proves the address, once.
CREATE TABLE email_link (
    digest TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    -- Whose it is; none where the link sets an account up.
    account {int} REFERENCES user_account (id),
    -- What somebody who registers wrote.
    name TEXT,
    password TEXT,
    ends_at {int} NOT NULL
) {strict};
CREATE INDEX email_link_by_end ON email_link (ends_at);

CREATE TABLE mail (
    id {id},
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at {int} NOT NULL,
    tries {int} NOT NULL,
    -- None once it was given up. What was sent is no longer here.
    next_try_at {int},
    -- Why the last try failed.
    failure TEXT
) {strict};
CREATE INDEX mail_due ON mail (next_try_at) WHERE next_try_at IS NOT NULL;
