SELECT turn, body FROM sheets WHERE interview = ?1 ORDER BY turn
