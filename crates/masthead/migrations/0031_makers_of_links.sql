-- Who made a preview link: it shows nothing once they write for the creator no more. Of links from before nobody knows
-- that; they would hold for a week at most, and are made anew.
ALTER TABLE preview_link ADD COLUMN made_by {int} REFERENCES user_account (id);

-- Whoever arranges channels and columns does so in turn: what was checked against all others stays so.
CREATE TABLE section_turn (
    id {id} CHECK (id = 1),
    turns {int} NOT NULL
) {strict};
INSERT INTO section_turn (id, turns) VALUES (1, 0);
