-- The field that a channel is of, where creators need a paper to write in it.
ALTER TABLE channel ADD COLUMN field TEXT;

-- What a creator may write in that field with: a paper, and the day until which it holds (CN-05).
CREATE TABLE creator_credential (
    id {id},
    creator {int} NOT NULL REFERENCES creator (id),
    field TEXT NOT NULL,
    name TEXT NOT NULL,
    -- 2026-01-18: the last day on which it holds, where the site is.
    until_day TEXT NOT NULL,
    state TEXT NOT NULL,
    -- The paper in the private store; none of one that came with an application, whose papers are kept there.
    paper_name TEXT,
    paper_type TEXT,
    paper_as TEXT UNIQUE,
    asked_by {int} NOT NULL REFERENCES user_account (id),
    asked_at {int} NOT NULL,
    decided_by {int} REFERENCES user_account (id),
    decided_at {int},
    words TEXT,
    -- That it will end soon has been said.
    warned {int} NOT NULL
) {strict};
CREATE INDEX credential_of_creator ON creator_credential (creator, id);
-- What may be written now.
CREATE INDEX credential_standing ON creator_credential (creator, field, until_day) WHERE state = 'confirmed';
CREATE INDEX credential_ending ON creator_credential (until_day) WHERE state = 'confirmed';
CREATE INDEX credential_to_warn ON creator_credential (until_day) WHERE state = 'confirmed' AND warned = 0;
-- One of a field waits at a time.
CREATE UNIQUE INDEX credential_waiting ON creator_credential (creator, field) WHERE state = 'waiting';
CREATE INDEX credential_queue ON creator_credential (asked_at, id) WHERE state = 'waiting';
