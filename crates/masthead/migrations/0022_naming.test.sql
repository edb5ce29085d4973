INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

-- Found after it:
SELECT COUNT(*) FROM creator c JOIN naming_turn t ON t.id = 1 WHERE c.handle = 'harbour';
