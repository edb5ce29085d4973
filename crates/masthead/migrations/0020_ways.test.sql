INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO user_account (id, external_id, name) VALUES (2, 'yue', '"Yue"');

INSERT INTO login (account, email, password, changed_at) VALUES (1, 'lin@wangchuan.example', '$argon2id$', 5000);

INSERT INTO login (account, email, password, changed_at) VALUES (2, 'yue@wangchuan.example', '$argon2id$', 5000);

INSERT INTO openid_link (issuer, subject, account, since) VALUES ('https://id.example', 'a', 1, 5002);

INSERT INTO openid_link (issuer, subject, account, since) VALUES ('https://id.example', 'b', 2, 90000);

-- Found after it:
SELECT COUNT(*) FROM login l JOIN login y ON y.account = 2
    WHERE l.account = 1 AND l.known = 0 AND y.known = 1 AND y.password = '$argon2id$'
    AND NOT EXISTS (SELECT 1 FROM credit_turn);
