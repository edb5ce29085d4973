-- When the desk gave readers back what it had taken down: the record of a piece says both.
ALTER TABLE submission ADD COLUMN restored_at {int};
