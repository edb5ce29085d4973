-- What a card shows of its cover stands with the article. Pictures never change under their hash, and a list of cards looks
-- at one row for each: joined, the pictures of a million articles lie all over the file.
ALTER TABLE article ADD COLUMN cover_width {int};
ALTER TABLE article ADD COLUMN cover_height {int};
ALTER TABLE article ADD COLUMN cover_transparent {int};
ALTER TABLE article ADD COLUMN cover_animated {int};
ALTER TABLE article ADD COLUMN cover_format TEXT;
UPDATE article
SET (cover_width, cover_height, cover_transparent, cover_animated, cover_format)
    = (SELECT width, height, transparent, animated, master_format FROM media WHERE hash = article.cover)
WHERE cover IS NOT NULL;

-- A creator's titles and months are read from an index alone.
DROP INDEX article_by_creator;
CREATE INDEX article_by_creator ON article (creator, published_at DESC, id DESC, title, locale, ai_generated)
WHERE state = 'published';
CREATE INDEX creator_month_listed ON creator_month (creator, month DESC, article_count) WHERE article_count > 0;
