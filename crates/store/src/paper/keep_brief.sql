-- Only where the paper is still the one of which the brief was made.
INSERT INTO briefs (kind, id, edition, body, created_at)
SELECT kind, id, ?3, ?4, created_at FROM papers WHERE kind = ?1 AND id = ?2 AND body = ?5
ON CONFLICT (kind, id) DO UPDATE SET edition = excluded.edition, body = excluded.body
