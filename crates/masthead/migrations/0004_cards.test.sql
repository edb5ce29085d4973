INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (1, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status,
    marks, stored_at)
    VALUES ('ab', 'png', 'webp', 640, 400, 0, 1, 9, 'unknown', '[]', 5);

INSERT INTO article (id, external_id, creator, title, cover, tags, state, published_at, views, comment_count,
    hot, revision, version)
    VALUES (2, 'bridge', 1, 'x', 'ab', '[]', 'published', 5, 41, 0, 9, 3, 1);

INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
    revision, version)
    VALUES (3, 'bare', 1, 'y', '[]', 'draft', NULL, 0, 0, 0, 4, 1);

-- Found after it:
SELECT COUNT(*) FROM article a JOIN article b ON b.id = 3
    WHERE a.id = 2 AND a.cover = 'ab' AND a.cover_width = 640 AND a.cover_height = 400
    AND a.cover_transparent = 1 AND a.cover_animated = 0 AND a.cover_format = 'webp'
    AND b.cover_width IS NULL AND b.cover_format IS NULL;
