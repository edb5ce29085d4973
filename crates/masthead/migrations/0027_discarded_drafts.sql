-- A piece that its creator gave up keeps its draft; it has no `creator` then, so that nothing is read of it
-- where drafts are counted and listed.
ALTER TABLE draft ADD COLUMN discarded_at {int};
