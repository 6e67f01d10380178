SELECT interview, name FROM friends WHERE invitation = ?1
