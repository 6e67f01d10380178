UPDATE OR IGNORE papers SET id = ?3 WHERE kind = ?1 AND id = ?2
