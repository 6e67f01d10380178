INSERT INTO friends (interview, name, invitation, asked_at) VALUES (?1, ?2, NULL, ?3)
ON CONFLICT (interview) DO NOTHING
