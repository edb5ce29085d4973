INSERT INTO user_account (id, external_id, name) VALUES (383000000000000, 'lin', '"Lin"');

-- Found after it:
SELECT COUNT(*) FROM user_account WHERE id = 383000000000000 AND NOT EXISTS (SELECT 1 FROM id_node);
