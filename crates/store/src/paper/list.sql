SELECT id, body, created_at, updated_at FROM papers WHERE kind = ?1 ORDER BY updated_at DESC, id
