INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (1, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
    revision, version)
    VALUES (2, 'bridge', 1, 'x', '[]', 'published', 5, 41, 0, 9, 3, 1);

-- Found after it:
SELECT COUNT(*) FROM article a LEFT JOIN article_crawls c ON c.article = a.id
    WHERE a.views = 41 AND a.hot = 9 AND c.crawls IS NULL;
