SELECT name, invitation FROM friends WHERE interview = ?1
