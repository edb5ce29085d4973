INSERT INTO user_account (id, external_id, name, email) VALUES (1, 'lin', '"Lin"', 'lin@wangchuan.example');

INSERT INTO login (account, email, password, changed_at) VALUES (1, 'lin@wangchuan.example', '$argon2id$', 5);

INSERT INTO session (id, digest, account, device, created_at, seen_at) VALUES (2, 'ab', 1, '', 5, 6);

INSERT INTO mail (id, recipient, subject, body, created_at, tries, next_try_at) VALUES (3, 'x', 'y', 'z', 5, 0, 5);

-- Found after it:
SELECT COUNT(*) FROM login l JOIN session s ON s.account = l.account JOIN mail m ON m.id = 3
    WHERE l.account = 1 AND s.seen_at = 6 AND m.next_try_at = 5 AND NOT EXISTS (SELECT 1 FROM role);
