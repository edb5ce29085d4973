-- What a trusted creator published at once is checked afterwards: where that stands, none where the desk decided before.
-- `replaced` by a later text of the same article, which is checked instead.
ALTER TABLE submission ADD COLUMN checking TEXT
    CHECK (checking IN ('open', 'replaced', 'confirmed', 'taken_down'));
ALTER TABLE submission ADD COLUMN checked_at {int};
ALTER TABLE submission ADD COLUMN checked_by {int} REFERENCES user_account (id);
CREATE UNIQUE INDEX submission_check ON submission (article) WHERE checking = 'open';
CREATE INDEX submission_unchecked ON submission (submitted_at, id) WHERE checking = 'open';
-- What a creator handed in on a day.
CREATE INDEX submission_by_creator ON submission (creator, submitted_at);

-- The operator's table of levels, points and recovery, version after version; the highest counts. Without one, ours does.
CREATE TABLE credit_rules (
    version {int} PRIMARY KEY,
    -- JSON.
    rules TEXT NOT NULL,
    made_by {int} NOT NULL REFERENCES user_account (id),
    made_at {int} NOT NULL
) {strict};

-- Creators that the desk trusts, which the levels may ask for.
CREATE TABLE credit_trust (
    creator {int} PRIMARY KEY REFERENCES creator (id),
    given_by {int} NOT NULL REFERENCES user_account (id),
    given_at {int} NOT NULL
) {strict};

-- A violation. What it costs is said by the rules, not here: another version of them may be tried on it.
CREATE TABLE credit_entry (
    id {id},
    creator {int} NOT NULL REFERENCES creator (id),
    kind TEXT NOT NULL,
    article {int} REFERENCES article (id),
    -- Whether the article was taken down for it: a won appeal brings it back.
    took_down {int} NOT NULL,
    words TEXT NOT NULL,
    made_by {int} NOT NULL REFERENCES user_account (id),
    made_at {int} NOT NULL,
    -- An appeal was won: it counts as never made.
    annulled_at {int}
) {strict};
CREATE INDEX credit_entry_by_creator ON credit_entry (creator, made_at);
CREATE INDEX credit_entry_by_time ON credit_entry (made_at);

-- The creator's answer to an entry; there is one.
CREATE TABLE credit_appeal (
    id {id},
    entry {int} NOT NULL UNIQUE REFERENCES credit_entry (id),
    creator {int} NOT NULL REFERENCES creator (id),
    words TEXT NOT NULL,
    made_by {int} NOT NULL REFERENCES user_account (id),
    made_at {int} NOT NULL,
    state TEXT NOT NULL,
    decided_by {int} REFERENCES user_account (id),
    decided_at {int},
    answer TEXT,
    CHECK (state IN ('open', 'won', 'lost'))
) {strict};
CREATE INDEX credit_appeal_open ON credit_appeal (made_at, id) WHERE state = 'open';
