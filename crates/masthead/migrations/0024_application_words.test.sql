INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"'), (2, 'desk', '"Desk"'), (3, 'yue', '"Yue"');

INSERT INTO application (id, account, version, state, kind, form, handle_look, name_look, locale, flags, created_at,
    note, reason, decided_by, decided_at)
    VALUES (4, 1, 3, 'rejected', 'media', '{}', 'a', 'a', 'en', '[]', 5, 'no seal', 'incomplete', 2, 7),
    (5, 3, 1, 'waiting', 'media', '{}', 'b', 'b', 'en', '[]', 5, NULL, NULL, NULL, NULL);

-- Found after it:
SELECT COUNT(*) FROM application_word w JOIN application a ON a.id = w.application
    WHERE a.state = 'rejected' AND w.kind = 'rejected' AND w.words = 'no seal' AND w.reason = 'incomplete'
    AND w.by_account = 2 AND w.at = 7;
