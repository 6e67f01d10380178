-- Only under the name of whoever wrote it: another friend may have been asked here.
INSERT INTO sheets (interview, turn, body, saved_at)
SELECT interview, ?3, ?4, ?5 FROM friends WHERE interview = ?1 AND name = ?2
ON CONFLICT (interview, turn) DO NOTHING
