SELECT id, body, created_at, updated_at FROM papers WHERE kind = ?1 AND id = ?2
