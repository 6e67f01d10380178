SELECT pack, card, at, day, grade, seed, given, stability, difficulty, due
FROM reviews
WHERE pack = ?1 AND day = ?2
ORDER BY at, card
