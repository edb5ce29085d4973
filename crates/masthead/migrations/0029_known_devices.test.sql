INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO login (account, email, password, changed_at) VALUES (1, 'lin@a.example', 'x', 5);

INSERT INTO email_link (digest, email, account, ends_at) VALUES ('ab', 'lin@a.example', 1, 7);

-- Found after it:
SELECT COUNT(*) FROM email_link e JOIN login l ON l.account = e.account
    WHERE e.ends_at = 7 AND NOT EXISTS (SELECT 1 FROM known_device);
