-- Found after it:
SELECT COUNT(*) FROM event;
