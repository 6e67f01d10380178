INSERT INTO papers (kind, id, body, created_at, updated_at)
VALUES (?1, lower(hex(randomblob(8))), ?2, ?3, ?3)
RETURNING id
