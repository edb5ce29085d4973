INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
    VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0);

INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
    VALUES (3, 'a', 2, 'x', '[]', 'draft', 0, 0, 0, 0, 1);

INSERT INTO preview_link (digest, article, ends_at) VALUES ('ab', 3, 9);

-- Found after it:
SELECT COUNT(*) FROM preview_link l JOIN section_turn t ON t.turns = 0
    WHERE l.article = 3 AND l.ends_at = 9 AND l.made_by IS NULL;
