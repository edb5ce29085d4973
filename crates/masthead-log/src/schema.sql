-- Facts in the order of their commits. `tx` is the number of the writing transaction on PostgreSQL, zero on SQLite:
-- readers use it to stop before a gap that an open transaction may still fill.
CREATE TABLE event (
    seq {serial},
    tx {int} NOT NULL,
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
