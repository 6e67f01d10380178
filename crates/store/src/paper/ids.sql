SELECT id FROM papers WHERE kind = ?1 ORDER BY id
