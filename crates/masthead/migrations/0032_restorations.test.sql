INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
    VALUES (3, 'a', 2, 'x', '[]', 'taken_down', 0, 0, 0, 4, 1);

INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5);

INSERT INTO submission (id, article, creator, revision, state, is_update, submitted_at, submitted_by, claimed_until, checking, checked_at)
    VALUES (5, 3, 2, 4, 'accepted', 0, 5, 1, 0, 'taken_down', 6);

-- Found after it:
SELECT COUNT(*) FROM submission WHERE id = 5 AND checking = 'taken_down' AND checked_at = 6 AND restored_at IS NULL;
