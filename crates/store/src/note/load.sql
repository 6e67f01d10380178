SELECT text FROM notes WHERE interview = ?1
