UPDATE friends SET invitation = NULL WHERE interview = ?1
