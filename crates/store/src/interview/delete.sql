DELETE FROM interviews WHERE id = ?1
