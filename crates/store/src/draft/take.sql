INSERT INTO drafts (interview, turn, text, saved_at)
SELECT id, ?2, ?3, ?4 FROM interviews WHERE id = ?1
ON CONFLICT (interview, turn) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at
WHERE drafts.text = ''
