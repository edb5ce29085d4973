-- When a secret was shown to be scanned: it waits for its first code a while only, since whoever asked for it had shown who it is.
ALTER TABLE totp ADD COLUMN begun_at {int};
