-- What lets somebody in without a password: the public half; the device keeps the other.
CREATE TABLE passkey (
    id {id},
    account {int} NOT NULL REFERENCES user_account (id),
    -- Its name on the device, in base64url: what a log-in begins with.
    credential TEXT NOT NULL UNIQUE,
    public_key TEXT NOT NULL,
    -- How often it was used, where its device counts that.
    counter {int} NOT NULL,
    -- As its holder calls it.
    name TEXT NOT NULL,
    created_at {int} NOT NULL,
    used_at {int}
) {strict};
CREATE INDEX passkey_by_account ON passkey (account, id);

-- What a device is asked to sign, until it is answered once or too old.
CREATE TABLE passkey_challenge (
    digest TEXT PRIMARY KEY,
    -- Who adds a passkey; none at a log-in, where nobody knows yet who comes.
    account {int} REFERENCES user_account (id),
    ends_at {int} NOT NULL
) {strict};
CREATE INDEX passkey_challenge_by_end ON passkey_challenge (ends_at);
