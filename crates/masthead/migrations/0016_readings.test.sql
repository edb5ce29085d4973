INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
    VALUES (3, 'bridge', 2, 'x', '[]', 'draft', 0, 0, 0, 4, 1);

INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5);

INSERT INTO submission (id, article, creator, revision, state, is_update, submitted_at, submitted_by, claimed_until)
    VALUES (5, 3, 2, 4, 'waiting', 0, 6, 1, 0);

-- Found after it:
SELECT COUNT(*) FROM submission WHERE id = 5 AND state = 'waiting' AND NOT EXISTS (SELECT 1 FROM reading);
