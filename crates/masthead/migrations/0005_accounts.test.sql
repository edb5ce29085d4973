INSERT INTO user_account (id, external_id, name, email, created_at)
    VALUES (1, 'lin', '"Lin"', 'Lin@Wangchuan.example', 5);

INSERT INTO user_account (id, external_id, name) VALUES (2, 'yue', '"Yue"');

-- Found after it:
SELECT COUNT(*) FROM user_account u JOIN user_account v ON v.id = 2
    WHERE u.id = 1 AND lower(u.email) = 'lin@wangchuan.example' AND v.email IS NULL
    AND NOT EXISTS (SELECT 1 FROM login);
