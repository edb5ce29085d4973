-- What somebody is to the platform as a whole, or to one channel; being a creator's member is another matter.
CREATE TABLE role (
    id {id},
    account {int} NOT NULL REFERENCES user_account (id),
    role TEXT NOT NULL,
    -- Of a channel's editor alone.
    channel {int} REFERENCES channel (id),
    since {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX role_of_account ON role (account, role) WHERE channel IS NULL;
CREATE UNIQUE INDEX role_of_account_in_channel ON role (account, role, channel) WHERE channel IS NOT NULL;
CREATE INDEX role_by_name ON role (role);
