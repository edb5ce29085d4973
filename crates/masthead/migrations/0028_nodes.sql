-- Ids stay unique while several processes draw them, because each process draws under a number of its own. Which of the
-- numbers is free is a lock's to say, not this table's: it says which was taken longest ago (`taken` counts, no clock does),
-- and how far ids under a number may have come (`reached`), for whoever takes it next with a clock that was set back.
CREATE TABLE id_node (
    node {int} PRIMARY KEY,
    taken {int} NOT NULL,
    reached {int} NOT NULL
) {strict};
