-- Files that only some may see: pictures and papers that were sent to the desk. Each is noted before its bytes are
-- written, so that what nothing came to name is found and taken away, whatever happened in between.
CREATE TABLE private_file (
    stored_as TEXT PRIMARY KEY,
    account {int} NOT NULL REFERENCES user_account (id),
    -- Of a picture: the type of the copy that is shown. A paper has none.
    shown_type TEXT,
    -- When it is looked at whether anything names it; never again, once something does.
    look_at {int}
) {strict};
CREATE INDEX private_file_due ON private_file (look_at, stored_as) WHERE look_at IS NOT NULL;

-- Bytes that an account has sent to the desk on its last day of sending, on the site's calendar.
CREATE TABLE private_day (
    account {int} PRIMARY KEY REFERENCES user_account (id),
    day TEXT NOT NULL,
    bytes {int} NOT NULL
) {strict};

-- The picture of an application: readers have it once the desk has accepted. `avatar` is what was public before that.
ALTER TABLE application ADD COLUMN picture TEXT REFERENCES private_file (stored_as);
CREATE INDEX application_by_picture ON application (picture) WHERE picture IS NOT NULL;

-- What nobody at the desk has accepted yet is served to the desk alone, until somebody does.
INSERT INTO withheld (hash)
SELECT DISTINCT p.avatar
FROM application p
WHERE p.avatar IS NOT NULL AND p.creator IS NULL
AND NOT EXISTS (SELECT 1 FROM withheld w WHERE w.hash = p.avatar)
AND NOT EXISTS (SELECT 1 FROM creator c WHERE c.avatar = p.avatar)
AND NOT EXISTS (SELECT 1 FROM article a WHERE a.cover = p.avatar)
AND NOT EXISTS (SELECT 1 FROM revision_media r WHERE r.hash = p.avatar)
AND NOT EXISTS (SELECT 1 FROM draft_media d WHERE d.hash = p.avatar);
