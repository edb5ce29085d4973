INSERT INTO user_account (id, external_id, name, email) VALUES (1, 'lin', '"Lin"', 'lin@wangchuan.example');

INSERT INTO login (account, email, password, changed_at) VALUES (1, 'lin@wangchuan.example', '$argon2id$', 5);

INSERT INTO role (id, account, role, since) VALUES (2, 1, 'administrator', 5);

-- Found after it:
SELECT COUNT(*) FROM login l JOIN role r ON r.account = l.account
    WHERE l.account = 1 AND r.role = 'administrator' AND NOT EXISTS (SELECT 1 FROM totp);
