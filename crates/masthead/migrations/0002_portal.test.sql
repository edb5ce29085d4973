INSERT INTO event (at, kind, version, actor, body) VALUES (5, 'bell.rang', 1, 'platform', '{}');

INSERT INTO follower (name, cursor, failures, retry_at) VALUES ('audit', 1, 0, 0);

-- Found after it:
SELECT COUNT(*) FROM event e JOIN follower f ON f.cursor = e.seq;
