-- What the desk and an applicant wrote to each other: questions, answers, words to decisions.
CREATE TABLE application_word (
    id {id},
    application {int} NOT NULL REFERENCES application (id),
    -- question, answer, accepted or rejected
    kind TEXT NOT NULL,
    by_account {int} NOT NULL REFERENCES user_account (id),
    -- Why it was rejected.
    reason TEXT,
    words TEXT NOT NULL,
    at {int} NOT NULL
) {strict};
CREATE INDEX application_word_of ON application_word (application, id);

-- Until now an application knew the newest words of the desk alone.
INSERT INTO application_word (id, application, kind, by_account, reason, words, at)
SELECT id, id,
    CASE WHEN state IN ('accepted', 'rejected') THEN state ELSE 'question' END,
    decided_by, reason, COALESCE(note, ''), COALESCE(decided_at, created_at)
FROM application
WHERE decided_by IS NOT NULL;
ALTER TABLE application DROP COLUMN note;
