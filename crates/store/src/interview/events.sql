SELECT seq, recorded FROM events WHERE interview = ?1 ORDER BY seq
