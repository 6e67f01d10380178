SELECT length FROM interviews WHERE id = ?1
