INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO totp (account, secret, used_step) VALUES (1, 'ABCDEFGH', 0);

-- Found after it:
SELECT COUNT(*) FROM totp WHERE account = 1 AND secret = 'ABCDEFGH' AND begun_at IS NULL;
