-- A place on a page that editors fill. A save rests on the version that its editor saw: each change makes another.
CREATE TABLE place (
    name TEXT PRIMARY KEY,
    version {int} NOT NULL
) {strict};

-- How a place stood after each change: any of them can be put back. `fillings` is JSON, what stood there or was to come.
-- `account` is who did it; none where a change found the place so, as an archive had filled it.
CREATE TABLE place_version (
    place TEXT NOT NULL REFERENCES place (name),
    version {int} NOT NULL,
    at {int} NOT NULL,
    account {int} REFERENCES user_account (id),
    act TEXT NOT NULL,
    fillings TEXT NOT NULL,
    PRIMARY KEY (place, version)
) {strict};

-- What has ended stays in the table: what stands or comes is found without it.
CREATE INDEX slot_by_place ON slot (place, until_at);
-- What comes out next, and what a look ahead counts in.
CREATE INDEX article_awaited ON article (published_at, id) WHERE state = 'scheduled';
