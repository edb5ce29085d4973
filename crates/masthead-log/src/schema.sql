-- Facts, numbered in the order in which they were written. On PostgreSQL a number may be committed before a lower one:
-- readers go no further than what is settled.
CREATE TABLE event (
    seq {serial},
    at {int} NOT NULL,
    kind TEXT NOT NULL,
    version {int} NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL
) {strict};

-- How far each follower has read. `failures` counts in a row; `retry_at` is when it is tried again.
CREATE TABLE follower (
    name TEXT PRIMARY KEY,
    cursor {int} NOT NULL,
    failures {int} NOT NULL,
    retry_at {int} NOT NULL,
    reason TEXT
) {strict};
