INSERT INTO channel (id, slug, name, position, article_count) VALUES (1, 'health', 'x', 7, 41);

-- Found after it:
SELECT COUNT(*) FROM channel c WHERE c.article_count = 41 AND c.field IS NULL
    AND NOT EXISTS (SELECT 1 FROM creator_credential);
