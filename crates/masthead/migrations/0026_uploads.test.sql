INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status, marks, stored_at)
    VALUES ('aa', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5);

INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, avatar, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 'aa', 1, 0);

-- Found after it:
SELECT COUNT(*) FROM creator c JOIN media m ON m.hash = c.avatar
    WHERE m.stored_at = 5 AND NOT EXISTS (SELECT 1 FROM media_upload);
