INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (1, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
    revision, version)
    VALUES (2, 'bridge', 1, 'x', '[]', 'published', 5, 41, 0, 9, 3, 1);

INSERT INTO revision (id, article, number, body, created_at) VALUES (3, 2, 1, '{}', 5);

-- Found after it:
SELECT COUNT(*) FROM article a JOIN revision r ON r.id = a.revision
    WHERE a.id = 2 AND a.views = 41 AND a.retracted_at IS NULL AND a.comments_open IS NULL
    AND r.title IS NULL AND r.number = 1 AND NOT EXISTS (SELECT 1 FROM draft);
