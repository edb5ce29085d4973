-- Pictures and films that only articles show which the desk took down, or their creators disowned: nobody is served them.
CREATE TABLE withheld (
    hash TEXT PRIMARY KEY REFERENCES media (hash)
) {strict};
-- Who else shows a picture.
CREATE INDEX revision_media_by_hash ON revision_media (hash);
CREATE INDEX article_by_cover ON article (cover) WHERE cover IS NOT NULL;
CREATE INDEX creator_by_avatar ON creator (avatar) WHERE avatar IS NOT NULL;
-- What was taken from readers before.
INSERT INTO withheld (hash)
SELECT DISTINCT m.hash
FROM article a
JOIN revision r ON r.article = a.id
JOIN revision_media m ON m.revision = r.id
WHERE (a.state = 'taken_down' OR (a.state = 'withdrawn' AND a.retracted_at IS NOT NULL))
AND NOT EXISTS (
    SELECT 1 FROM revision_media o
    JOIN revision n ON n.id = o.revision
    JOIN article p ON p.id = n.article AND p.revision = n.id
    WHERE o.hash = m.hash AND p.state = 'published'
)
AND NOT EXISTS (SELECT 1 FROM article p WHERE p.cover = m.hash AND p.state = 'published')
AND NOT EXISTS (SELECT 1 FROM creator c WHERE c.avatar = m.hash);
