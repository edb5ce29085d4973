INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '"Lin"');

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 0, 1);

INSERT INTO follow (creator, reader) VALUES (2, 1);

INSERT INTO mail (id, recipient, subject, body, created_at, tries, next_try_at) VALUES (3, 'x', 'y', 'z', 5, 0, 5);

-- Found after it:
SELECT COUNT(*) FROM follow f JOIN mail m ON m.id = 3
    WHERE f.reader = 1 AND f.since IS NULL AND m.unsubscribe IS NULL AND m.next_try_at = 5
    AND NOT EXISTS (SELECT 1 FROM notification);
