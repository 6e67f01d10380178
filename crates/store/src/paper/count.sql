SELECT count(*) FROM papers WHERE kind = ?1
