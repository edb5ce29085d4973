-- Whom somebody follows: `follow` is keyed by creator, and this is asked from the reader's side.
CREATE INDEX follow_by_reader ON follow (reader, creator);

-- What somebody is told of, one row for each event of the log that concerns them: a follower that starts from zero
-- finds them there, read as they were. What followed creators publish has no rows: it is read from `article`.
CREATE TABLE notification (
    account {int} NOT NULL REFERENCES user_account (id),
    event {int} NOT NULL,
    -- The locale key is `notification-{kind}`.
    kind TEXT NOT NULL,
    at {int} NOT NULL,
    article {int} REFERENCES article (id),
    submission {int} REFERENCES submission (id),
    creator {int} REFERENCES creator (id),
    -- How many remarks a decision came with, or how many people follow since the last look.
    number {int} NOT NULL,
    read_at {int},
    -- How a letter is still to tell of it: now, digest.
    letter TEXT,
    PRIMARY KEY (account, event)
) {strict};
CREATE INDEX notification_newest ON notification (account, at DESC, event DESC);
CREATE INDEX notification_unread ON notification (account) WHERE read_at IS NULL;
CREATE INDEX notification_followed ON notification (account, creator, event) WHERE kind = 'followed';
CREATE INDEX notification_now ON notification (event) WHERE letter = 'now';
CREATE INDEX notification_old ON notification (at);

-- Until when somebody has read what followed creators published; and which later ones.
CREATE TABLE following_mark (
    account {int} PRIMARY KEY REFERENCES user_account (id),
    read_until {int} NOT NULL
) {strict};
CREATE TABLE following_read (
    account {int} NOT NULL REFERENCES user_account (id),
    article {int} NOT NULL REFERENCES article (id),
    PRIMARY KEY (account, article)
) {strict};

-- An article whose creator's followers are written to at once. Letters go out some at a time: `reached` is the follower
-- up to whom they have; none when all were.
CREATE TABLE mailing (
    article {int} PRIMARY KEY REFERENCES article (id),
    creator {int} NOT NULL REFERENCES creator (id),
    at {int} NOT NULL,
    reached {int}
) {strict};
CREATE INDEX mailing_due ON mailing (at, article) WHERE reached IS NOT NULL;
CREATE INDEX mailing_old ON mailing (at);

-- Which letters somebody wants, where that is not the usual.
CREATE TABLE subscription (
    account {int} NOT NULL REFERENCES user_account (id),
    topic TEXT NOT NULL,
    way TEXT NOT NULL,
    -- Up to here a daily letter has told of it.
    told_until {int} NOT NULL,
    PRIMARY KEY (account, topic),
    CHECK (way IN ('none', 'now', 'digest'))
) {strict};
CREATE INDEX subscription_digest ON subscription (told_until) WHERE way = 'digest';
CREATE INDEX subscription_now ON subscription (topic, account) WHERE way = 'now';

CREATE TABLE letter_language (
    account {int} PRIMARY KEY REFERENCES user_account (id),
    locale TEXT NOT NULL
) {strict};

-- What the links that end letters are sealed with. Whoever reads it can end letters, and nothing else.
CREATE TABLE seal (
    id {id} CHECK (id = 1),
    secret TEXT NOT NULL
) {strict};

-- Where a letter may be ended: for its headers List-Unsubscribe (RFC 8058).
ALTER TABLE mail ADD COLUMN unsubscribe TEXT;
