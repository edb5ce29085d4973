INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
    VALUES (3, 'a', 2, 'x', '[]', 'taken_down', 0, 0, 0, 4, 1);

INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5);

INSERT INTO submission (id, article, creator, revision, state, is_update, submitted_at, submitted_by, claimed_until)
    VALUES (6, 3, 2, 4, 'accepted', 0, 5, 1, 0);

INSERT INTO reading (id, submission, reviewer, words, read_at) VALUES (7, 6, 1, 'fine', 5);

INSERT INTO preview_link (digest, article, ends_at) VALUES ('ab', 3, 9);

-- Found after it:
SELECT COUNT(*) FROM reading g JOIN preview_link p ON p.article = 3 WHERE g.reviewer = 1 AND g.asked_by IS NULL;
