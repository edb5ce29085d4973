-- Browsers that the holder of an account came in with: guesses of strangers do not keep them out.
CREATE TABLE known_device (
    -- Of the secret in the cookie, which is stored nowhere.
    digest TEXT NOT NULL,
    account {int} NOT NULL REFERENCES user_account (id),
    seen_at {int} NOT NULL,
    PRIMARY KEY (digest, account)
) {strict};
CREATE INDEX known_device_by_account ON known_device (account, seen_at);
-- A change of the password ends the account's links.
CREATE INDEX email_link_by_account ON email_link (account) WHERE account IS NOT NULL;
