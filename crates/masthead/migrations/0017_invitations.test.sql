INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO membership (creator, member, role) VALUES (2, 1, 'owner');

-- Found after it:
SELECT COUNT(*) FROM membership WHERE creator = 2 AND role = 'owner'
    AND NOT EXISTS (SELECT 1 FROM invitation);
