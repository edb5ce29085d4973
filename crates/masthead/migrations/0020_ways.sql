-- Whether its holder knows the password. One that was made up as somebody first came in by a provider is known to nobody.
ALTER TABLE login ADD COLUMN known {int} NOT NULL DEFAULT 1;
-- Both were written in one moment then; who sets a password by a letter and links by hand is slower.
UPDATE login SET known = 0 WHERE EXISTS (
    SELECT 1 FROM openid_link o
    WHERE o.account = login.account AND o.since >= login.changed_at AND o.since < login.changed_at + 1000
);

-- Held while a piece of this creator is handed in: of two in the same moment the second counts after the first.
CREATE TABLE credit_turn (
    creator {int} PRIMARY KEY REFERENCES creator (id),
    turns {int} NOT NULL
) {strict};
