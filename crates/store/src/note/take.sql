INSERT INTO notes (interview, text, saved_at)
SELECT id, ?2, ?3 FROM interviews WHERE id = ?1
ON CONFLICT (interview) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at
WHERE notes.text = ''
