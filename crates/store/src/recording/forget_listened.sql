DELETE FROM papers WHERE kind = ?1 AND (?2 IS NULL OR id LIKE ?2 || '.%')
