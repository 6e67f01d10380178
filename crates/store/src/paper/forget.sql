DELETE FROM papers WHERE kind = ?1 AND id = ?2
