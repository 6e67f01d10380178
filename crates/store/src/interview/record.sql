INSERT INTO events (interview, seq, recorded) VALUES (?1, ?2, ?3)
