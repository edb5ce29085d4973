INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO role (id, account, role, since) VALUES (2, 1, 'reviewer', 5);

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (3, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

-- Found after it:
SELECT COUNT(*) FROM role r JOIN creator c ON c.id = 3
    WHERE r.account = 1 AND NOT EXISTS (SELECT 1 FROM application) AND NOT EXISTS (SELECT 1 FROM creator_look);
