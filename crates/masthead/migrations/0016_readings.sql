-- What was said of a submission before its decision: by reviewers who have not seen each other's words, and by
-- approvers, who have a link in place of an account.
CREATE TABLE reading (
    id {id},
    submission {int} NOT NULL REFERENCES submission (id),
    reviewer {int} REFERENCES user_account (id),
    approver TEXT,
    words TEXT NOT NULL,
    read_at {int} NOT NULL,
    CHECK ((reviewer IS NULL) <> (approver IS NULL))
) {strict};
CREATE UNIQUE INDEX reading_by_reviewer ON reading (submission, reviewer);

-- Lets somebody without an account decide on one submission, once, for a while.
CREATE TABLE approval_link (
    digest TEXT PRIMARY KEY,
    submission {int} NOT NULL REFERENCES submission (id),
    approver TEXT NOT NULL,
    asked_by {int} NOT NULL REFERENCES user_account (id),
    ends_at {int} NOT NULL
) {strict};
CREATE INDEX approval_link_by_end ON approval_link (ends_at);
