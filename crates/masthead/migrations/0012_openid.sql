-- Who an account is at the operator's identity provider.
CREATE TABLE openid_link (
    issuer TEXT NOT NULL,
    -- Never changes there, and is nobody else's.
    subject TEXT NOT NULL,
    account {int} NOT NULL REFERENCES user_account (id),
    since {int} NOT NULL,
    PRIMARY KEY (issuer, subject)
) {strict};
CREATE INDEX openid_link_by_account ON openid_link (account);

-- Somebody whom the provider knows, and who has not shown yet which account is theirs.
CREATE TABLE openid_pending (
    -- Of the secret in the cookie, which is stored nowhere.
    digest TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    ends_at {int} NOT NULL
) {strict};
CREATE INDEX openid_pending_by_end ON openid_pending (ends_at);
