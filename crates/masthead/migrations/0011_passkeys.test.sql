INSERT INTO user_account (id, external_id, name, email) VALUES (1, 'lin', '"Lin"', 'lin@wangchuan.example');

INSERT INTO totp (account, secret, since, used_step) VALUES (1, 'GEZDGNBVGY3TQOJQ', 5, 6);

INSERT INTO recovery_code (digest, account) VALUES ('ab', 1);

INSERT INTO halfway (digest, account, ends_at) VALUES ('cd', 1, 7);

-- Found after it:
SELECT COUNT(*) FROM totp t JOIN recovery_code r ON r.account = t.account JOIN halfway h ON h.account = t.account
    WHERE t.account = 1 AND t.used_step = 6 AND h.ends_at = 7 AND NOT EXISTS (SELECT 1 FROM passkey);
