SELECT DISTINCT question FROM answers WHERE pack = ?1
