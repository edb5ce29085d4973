-- Who applies to join as a creator, and what the desk made of it. The form is JSON as it was typed, so that a draft
-- keeps what is not right yet; what lists and checks look up stands beside it.
CREATE TABLE application (
    id {id},
    account {int} NOT NULL REFERENCES user_account (id),
    version {int} NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    -- What the handle and the name look like: see creator::look.
    handle_look TEXT NOT NULL,
    name_look TEXT NOT NULL,
    locale TEXT NOT NULL,
    avatar TEXT REFERENCES media (hash),
    -- The version of the terms that were accepted.
    agreement {int},
    -- JSON: what a person has to look at.
    flags TEXT NOT NULL,
    created_at {int} NOT NULL,
    waiting_since {int},
    claimed_by {int} REFERENCES user_account (id),
    claimed_until {int},
    note TEXT,
    reason TEXT,
    decided_by {int} REFERENCES user_account (id),
    decided_at {int},
    creator {int} REFERENCES creator (id)
) {strict};
-- One at a time. One that was accepted makes room for the next.
CREATE UNIQUE INDEX application_of_account ON application (account) WHERE creator IS NULL;
CREATE INDEX application_by_account ON application (account, id);
CREATE INDEX application_queue ON application (state, waiting_since, id);
-- Two that wait do not ask for handles that look alike.
CREATE UNIQUE INDEX application_handle ON application (handle_look) WHERE state IN ('waiting', 'asked');

-- The papers of an application. The bytes lie in the store under a name that nobody guesses.
CREATE TABLE application_document (
    id {id},
    application {int} NOT NULL REFERENCES application (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes {int} NOT NULL,
    stored_as TEXT NOT NULL UNIQUE,
    created_at {int} NOT NULL
) {strict};
CREATE INDEX application_document_of ON application_document (application, id);

-- What the names of creators look like. Those who joined before are filled in when the portal starts.
CREATE TABLE creator_look (
    creator {int} NOT NULL REFERENCES creator (id),
    look TEXT NOT NULL,
    PRIMARY KEY (creator, look)
) {strict};
CREATE INDEX creator_by_look ON creator_look (look);

-- What the page of a creator that is no individual says of who answers for it.
CREATE TABLE creator_subject (
    creator {int} PRIMARY KEY REFERENCES creator (id),
    subject TEXT NOT NULL,
    place TEXT,
    code TEXT,
    licence TEXT,
    field TEXT,
    contact TEXT
) {strict};
