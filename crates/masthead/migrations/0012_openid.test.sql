INSERT INTO user_account (id, external_id, name, email) VALUES (1, 'lin', '"Lin"', 'lin@wangchuan.example');

INSERT INTO passkey (id, account, credential, public_key, counter, name, created_at)
    VALUES (2, 1, 'ab', 'es256 x', 7, 'phone', 5);

INSERT INTO passkey_challenge (digest, account, ends_at) VALUES ('cd', 1, 9);

-- Found after it:
SELECT COUNT(*) FROM passkey p JOIN passkey_challenge c ON c.account = p.account
    WHERE p.counter = 7 AND p.used_at IS NULL AND c.ends_at = 9 AND NOT EXISTS (SELECT 1 FROM openid_link);
