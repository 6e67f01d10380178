INSERT INTO sheets (interview, turn, body, saved_at)
SELECT id, ?2, ?3, ?4 FROM interviews WHERE id = ?1
ON CONFLICT (interview, turn) DO UPDATE SET body = ?3, saved_at = ?4
