INSERT INTO friends (interview, name, invitation, asked_at)
SELECT id, ?2, ?3, ?4 FROM interviews WHERE id = ?1
ON CONFLICT (interview) DO UPDATE SET name = ?2, invitation = ?3, asked_at = ?4
