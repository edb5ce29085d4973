INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
    VALUES (3, 'a', 2, 'x', '[]', 'draft', 0, 0, 0, 0, 1);

INSERT INTO draft (article, creator, stage, title, body, fields, version, saved_at, saved_by, kept_at, held_since, held_until)
    VALUES (3, 2, 'sent_back', 'half a title', '{}', '{}', 7, 5, 1, 5, 0, 0);

-- Found after it:
SELECT COUNT(*) FROM draft WHERE article = 3 AND creator = 2 AND stage = 'sent_back' AND discarded_at IS NULL;
