SELECT count(*), max(id)
FROM reviews
WHERE pack = ?1 AND card = ?2
