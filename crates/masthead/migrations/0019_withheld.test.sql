INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status, marks, stored_at)
    VALUES ('aa', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5), ('bb', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5);

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot, revision, version)
    VALUES (3, 'a', 2, 'x', '[]', 'taken_down', 5, 0, 0, 0, 4, 1), (6, 'b', 2, 'x', '[]', 'published', 5, 0, 0, 0, 7, 1);

INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5), (7, 6, 1, '{}', 5);

INSERT INTO revision_media (revision, hash) VALUES (4, 'aa'), (4, 'bb'), (7, 'bb');

-- Found after it:
SELECT COUNT(*) FROM withheld WHERE hash = 'aa' AND NOT EXISTS (SELECT 1 FROM withheld WHERE hash = 'bb');
