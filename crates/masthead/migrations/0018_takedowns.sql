-- Whoever asked an approver answers for what the approver read: of two readers, they are one.
ALTER TABLE reading ADD COLUMN asked_by {int} REFERENCES user_account (id);
-- What the desk took from readers, newest first.
CREATE INDEX article_taken_down ON article (id DESC) WHERE state = 'taken_down';
-- Links to a text that is gone end with it.
CREATE INDEX preview_link_by_article ON preview_link (article);
