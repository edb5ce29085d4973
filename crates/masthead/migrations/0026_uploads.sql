-- What was stored in the studio, for whom and by whom: until it is used it is nobody's, and a day has its limit.
-- Its hash is no reference: that would be a use.
CREATE TABLE media_upload (
    hash TEXT PRIMARY KEY,
    creator {int} NOT NULL REFERENCES creator (id),
    account {int} NOT NULL REFERENCES user_account (id),
    size_bytes {int} NOT NULL,
    at {int} NOT NULL,
    -- When it is looked at whether anything uses it; never again, once a text did that stays.
    look_at {int}
) {strict};
CREATE INDEX media_upload_of_creator ON media_upload (creator, at);
CREATE INDEX media_upload_due ON media_upload (look_at, hash) WHERE look_at IS NOT NULL;

-- What a draft names, or has named since it was begun.
CREATE TABLE draft_media (
    article {int} NOT NULL REFERENCES article (id),
    hash TEXT NOT NULL REFERENCES media (hash),
    PRIMARY KEY (article, hash)
) {strict};
CREATE INDEX draft_media_by_hash ON draft_media (hash);

-- Whether a picture is used is asked of each table that names one.
CREATE INDEX application_by_avatar ON application (avatar);
CREATE INDEX upload_by_media ON upload (media);
