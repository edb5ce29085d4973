-- How often crawlers read an article. Readers' views stand with the article: this number is no reader's, no page shows it
-- and no rank rests on it.
CREATE TABLE article_crawls (
    article {id} REFERENCES article (id),
    crawls {int} NOT NULL
) {strict};

-- Counted views write an event each second. They are of use for minutes only, and are then cleared away: this index finds
-- the old ones without reading the log.
CREATE INDEX event_views_counted ON event (at) WHERE kind = 'views.counted';
