INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status,
    marks, stored_at)
    VALUES ('ab', 'png', 'webp', 640, 400, 0, 1, 9, 'unknown', '[]', 5);

-- Found after it:
SELECT COUNT(*) FROM media
    WHERE hash = 'ab' AND kind = 'picture' AND duration_ms IS NULL AND NOT EXISTS (SELECT 1 FROM upload);
