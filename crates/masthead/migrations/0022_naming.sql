-- Whoever gives a creator a name does so in turn: of two alike names in the same moment the second is seen.
CREATE TABLE naming_turn (
    id {id} CHECK (id = 1),
    turns {int} NOT NULL
) {strict};
INSERT INTO naming_turn (id, turns) VALUES (1, 0);
