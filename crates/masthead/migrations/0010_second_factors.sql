-- What an authenticator program and the portal both know. Why it is not encrypted: docs/decisions/0012-second-factors.md.
CREATE TABLE totp (
    account {int} PRIMARY KEY REFERENCES user_account (id),
    secret TEXT NOT NULL,
    -- When a first code was shown; before that nobody is asked for one.
    since {int},
    -- The 30 seconds whose code was used last: each works once.
    used_step {int} NOT NULL
) {strict};

CREATE TABLE recovery_code (
    digest TEXT PRIMARY KEY,
    account {int} NOT NULL REFERENCES user_account (id)
) {strict};
CREATE INDEX recovery_code_by_account ON recovery_code (account);

-- Somebody whose password was right and who still owes a code.
CREATE TABLE halfway (
    -- Of the secret in the cookie, which is stored nowhere.
    digest TEXT PRIMARY KEY,
    account {int} NOT NULL REFERENCES user_account (id),
    ends_at {int} NOT NULL
) {strict};
CREATE INDEX halfway_by_account ON halfway (account);
CREATE INDEX halfway_by_end ON halfway (ends_at);
