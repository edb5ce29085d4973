-- What somebody works on, saved as it is typed. Readers see nothing of it.
CREATE TABLE draft (
    article {int} PRIMARY KEY REFERENCES article (id),
    -- Where its text stands with the desk: open, waiting, sent_back, rejected.
    stage TEXT NOT NULL,
    title TEXT NOT NULL,
    -- The document as JSON.
    body TEXT NOT NULL,
    -- Everything else that the form says, as it was typed: JSON.
    fields TEXT NOT NULL,
    version {int} NOT NULL,
    saved_at {int} NOT NULL,
    saved_by {int} NOT NULL REFERENCES user_account (id),
    -- When its text was last kept as a revision.
    kept_at {int} NOT NULL,
    -- The session that writes it now, and until when nobody else does.
    holder {int},
    held_since {int} NOT NULL,
    held_until {int} NOT NULL,
    CHECK (stage IN ('open', 'waiting', 'sent_back', 'rejected'))
) {strict};

-- A revision that was written here is whole: its title and what else the form said, by whom, and why it was kept.
ALTER TABLE revision ADD COLUMN title TEXT;
ALTER TABLE revision ADD COLUMN fields TEXT;
ALTER TABLE revision ADD COLUMN author {int} REFERENCES user_account (id);

-- A revision on its way to readers. What the desk said of it stays.
CREATE TABLE submission (
    id {id},
    article {int} NOT NULL REFERENCES article (id),
    creator {int} NOT NULL REFERENCES creator (id),
    channel {int} REFERENCES channel (id),
    revision {int} NOT NULL REFERENCES revision (id),
    state TEXT NOT NULL,
    -- Whether readers have an earlier text of it.
    is_update {int} NOT NULL,
    submitted_at {int} NOT NULL,
    submitted_by {int} NOT NULL REFERENCES user_account (id),
    -- The reviewer who has it, and until when nobody else takes it.
    claimed_by {int} REFERENCES user_account (id),
    claimed_until {int} NOT NULL,
    decided_at {int},
    decided_by {int} REFERENCES user_account (id),
    reason TEXT,
    words TEXT,
    CHECK (state IN ('waiting', 'recalled', 'sent_back', 'rejected', 'accepted'))
) {strict};
CREATE UNIQUE INDEX submission_open ON submission (article) WHERE state = 'waiting';
CREATE INDEX submission_waiting ON submission (submitted_at, id) WHERE state = 'waiting';
CREATE INDEX submission_by_article ON submission (article, id);

-- What a reviewer says of one paragraph (`block` counts from 0), or of the whole.
CREATE TABLE remark (
    id {id},
    submission {int} NOT NULL REFERENCES submission (id),
    author {int} NOT NULL REFERENCES user_account (id),
    block {int},
    -- How the paragraph begins: it is found again in a later text.
    quote TEXT NOT NULL,
    words TEXT NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE INDEX remark_by_submission ON remark (submission, id);

-- Lets somebody without an account see a draft as readers would, for a while.
CREATE TABLE preview_link (
    digest TEXT PRIMARY KEY,
    article {int} NOT NULL REFERENCES article (id),
    ends_at {int} NOT NULL
) {strict};
CREATE INDEX preview_link_by_end ON preview_link (ends_at);

-- What was put right, newest last: a JSON list of `at` and `text`.
ALTER TABLE article ADD COLUMN corrections TEXT;
-- Whether readers may comment; none where nobody said, which lets them.
ALTER TABLE article ADD COLUMN comments_open {int};
-- Disowned by its creator: the page stays, and says so in these words.
ALTER TABLE article ADD COLUMN retracted_at {int};
ALTER TABLE article ADD COLUMN retraction TEXT;

CREATE INDEX membership_by_member ON membership (member);
-- The studio lists everything of a creator, newest first.
CREATE INDEX article_of_creator ON article (creator, id DESC);
