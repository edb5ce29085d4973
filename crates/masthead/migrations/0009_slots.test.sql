INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (1, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
    revision, version)
    VALUES (2, 'bridge', 1, 'x', '[]', 'published', 5, 41, 0, 9, 3, 1);

INSERT INTO slot (id, place, article, title, from_at, until_at, position)
    VALUES (4, 'home/top', 2, '"y"', 0, 9223372036854775807, 1);

-- Found after it:
SELECT COUNT(*) FROM slot s JOIN article a ON a.id = s.article
    WHERE s.place = 'home/top' AND s.title = '"y"' AND NOT EXISTS (SELECT 1 FROM place);
