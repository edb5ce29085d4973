-- Whose piece a draft is: the studio begins with what was written last.
ALTER TABLE draft ADD COLUMN creator {int} REFERENCES creator (id);
UPDATE draft SET creator = (SELECT a.creator FROM article a WHERE a.id = draft.article);
CREATE INDEX draft_of_creator ON draft (creator, saved_at);
