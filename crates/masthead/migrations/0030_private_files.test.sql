INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status, marks, stored_at)
    VALUES ('aa', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5);

INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status, marks, stored_at)
    VALUES ('bb', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5);

INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO user_account (id, external_id, name) VALUES (4, 'yue', '"Yue"');

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, avatar, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 'bb', 0, 0);

INSERT INTO application (id, account, version, state, kind, form, handle_look, name_look, locale, avatar, flags, created_at)
    VALUES (3, 1, 7, 'waiting', '', '{}', '', '', 'en', 'aa', '[]', 5);

INSERT INTO application (id, account, version, state, kind, form, handle_look, name_look, locale, avatar, flags, created_at, creator)
    VALUES (5, 4, 7, 'accepted', '', '{}', '', '', 'en', 'bb', '[]', 5, 2);

-- Found after it:
SELECT COUNT(*) FROM application p JOIN withheld w ON w.hash = p.avatar
    WHERE p.id = 3 AND p.picture IS NULL AND (SELECT COUNT(*) FROM withheld) = 1;
