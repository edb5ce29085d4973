-- The portal: who publishes, what is published, and where it stands.
-- `external_id` is the id that an archive gave; importing it again updates the row. Names that differ by language are
-- JSON (a string, or a map from locale to string). Texts that are looked up are stored folded.

CREATE TABLE site (
    id {id} CHECK (id = 1),
    body TEXT NOT NULL
) {strict};

-- A stored picture by the SHA-256 of its original bytes. `renditions_at` is when its scaled copies stood.
CREATE TABLE media (
    hash TEXT PRIMARY KEY,
    format TEXT NOT NULL,
    master_format TEXT NOT NULL,
    width {int} NOT NULL,
    height {int} NOT NULL,
    animated {int} NOT NULL,
    transparent {int} NOT NULL,
    size_bytes {int} NOT NULL,
    ai_status TEXT NOT NULL,
    marks TEXT NOT NULL,
    stored_at {int} NOT NULL,
    renditions_at {int},
    failure TEXT
) {strict};
CREATE INDEX media_waiting ON media (stored_at, hash) WHERE renditions_at IS NULL AND failure IS NULL;

CREATE TABLE channel (
    id {id},
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    headline_title TEXT,
    parent {int} REFERENCES channel (id),
    position {int} NOT NULL,
    article_count {int} NOT NULL
) {strict};

CREATE TABLE news_column (
    id {id},
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    headline_title TEXT,
    parent {int} REFERENCES news_column (id),
    position {int} NOT NULL
) {strict};

CREATE TABLE user_account (
    id {id},
    external_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT,
    created_at {int}
) {strict};

CREATE TABLE creator (
    id {id},
    external_id TEXT NOT NULL UNIQUE,
    handle TEXT NOT NULL,
    handle_folded TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bio TEXT,
    avatar TEXT REFERENCES media (hash),
    region TEXT,
    created_at {int},
    article_count {int} NOT NULL,
    follower_count {int} NOT NULL
) {strict};

CREATE TABLE membership (
    creator {int} NOT NULL REFERENCES creator (id),
    member {int} NOT NULL REFERENCES user_account (id),
    role TEXT NOT NULL,
    PRIMARY KEY (creator, member)
) {strict};

CREATE TABLE follow (
    creator {int} NOT NULL REFERENCES creator (id),
    reader {int} NOT NULL REFERENCES user_account (id),
    since {int},
    PRIMARY KEY (creator, reader)
) {strict};

-- `hot` is the rank of the hot list: see article::rules::hot. `revision` is the one that readers see.
-- `published_at` of a scheduled article is the time it waits for (its embargo).
CREATE TABLE article (
    id {id},
    external_id TEXT NOT NULL UNIQUE,
    creator {int} NOT NULL REFERENCES creator (id),
    channel {int} REFERENCES channel (id),
    title TEXT NOT NULL,
    summary TEXT,
    cover TEXT REFERENCES media (hash),
    tags TEXT NOT NULL,
    state TEXT NOT NULL,
    published_at {int},
    updated_at {int},
    source_name TEXT,
    source_url TEXT,
    original {int},
    ai_generated TEXT,
    region TEXT,
    locale TEXT,
    views {int} NOT NULL,
    comment_count {int} NOT NULL,
    hot {int} NOT NULL,
    revision {int} NOT NULL,
    version {int} NOT NULL,
    CHECK (state IN ('draft', 'submitted', 'scheduled', 'published', 'rejected', 'withdrawn', 'taken_down')),
    CHECK (state <> 'published' OR published_at IS NOT NULL)
) {strict};
CREATE INDEX article_newest ON article (published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX article_by_channel ON article (channel, published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX article_by_creator ON article (creator, published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX article_hot ON article (hot DESC, id DESC) WHERE state = 'published';
CREATE INDEX article_hot_by_channel ON article (channel, hot DESC, id DESC) WHERE state = 'published';

-- One immutable version of an article's text, a document as JSON.
CREATE TABLE revision (
    id {id},
    article {int} NOT NULL REFERENCES article (id),
    number {int} NOT NULL,
    body TEXT NOT NULL,
    created_at {int} NOT NULL,
    UNIQUE (article, number)
) {strict};

-- Which pictures a revision shows: what a page needs to draw them, and what `check` needs to find orphans.
CREATE TABLE revision_media (
    revision {int} NOT NULL REFERENCES revision (id),
    hash TEXT NOT NULL REFERENCES media (hash),
    PRIMARY KEY (revision, hash)
) {strict};

-- `published_at` is the article's, so that a column's list is one walk along an index. NULL where it is not published.
CREATE TABLE article_column (
    article {int} NOT NULL REFERENCES article (id),
    news_column {int} NOT NULL REFERENCES news_column (id),
    published_at {int},
    PRIMARY KEY (article, news_column)
) {strict};
CREATE INDEX article_column_newest ON article_column (news_column, published_at DESC, article DESC);

-- Published articles of a creator by month of the site's calendar, `2026-01`; kept by a follower.
CREATE TABLE creator_month (
    creator {int} NOT NULL REFERENCES creator (id),
    month TEXT NOT NULL,
    article_count {int} NOT NULL,
    PRIMARY KEY (creator, month)
) {strict};

CREATE TABLE comment (
    id {id},
    external_id TEXT NOT NULL UNIQUE,
    article {int} NOT NULL REFERENCES article (id),
    author {int} NOT NULL REFERENCES user_account (id),
    parent {int} REFERENCES comment (id),
    body TEXT NOT NULL,
    created_at {int} NOT NULL,
    likes {int} NOT NULL
) {strict};
CREATE INDEX comment_by_article ON comment (article, created_at DESC, id DESC);

-- A place on a page that an editor filled, from `from_at` until before `until_at`.
CREATE TABLE slot (
    id {id},
    place TEXT NOT NULL,
    article {int} NOT NULL REFERENCES article (id),
    title TEXT,
    from_at {int} NOT NULL,
    until_at {int} NOT NULL,
    position {int} NOT NULL,
    UNIQUE (place, article, from_at)
) {strict};
CREATE INDEX slot_until ON slot (until_at);

-- What happened, for people who have to answer for it; kept by a follower of the log.
CREATE TABLE audit (
    seq {id},
    at {int} NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) {strict};
CREATE INDEX audit_by_subject ON audit (subject, seq);
