-- Films, sounds and captions stand among the pictures, so that a text names all of them alike. They are kept as they
-- came: no master, no scaled copies. Rows of before are pictures.
ALTER TABLE media ADD COLUMN kind TEXT NOT NULL DEFAULT 'picture';
ALTER TABLE media ADD COLUMN duration_ms {int};

-- A file on its way: it comes in parts, and goes on where it stopped.
CREATE TABLE upload (
    id {id},
    article {int} NOT NULL REFERENCES article (id),
    -- Only who began it goes on with it.
    account {int} NOT NULL REFERENCES user_account (id),
    name TEXT NOT NULL,
    length_bytes {int} NOT NULL,
    offset_bytes {int} NOT NULL,
    begun_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    -- What it has become.
    media TEXT REFERENCES media (hash)
) {strict};
CREATE INDEX upload_by_end ON upload (expires_at, id);
CREATE INDEX upload_by_account ON upload (account);

-- What has arrived. A part counts once its bytes are on the disk and its row is here.
CREATE TABLE upload_part (
    upload {int} NOT NULL REFERENCES upload (id),
    starts_at {int} NOT NULL,
    size_bytes {int} NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (upload, starts_at)
) {strict};
