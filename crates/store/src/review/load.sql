SELECT pack, card, at, day, grade, seed, given, stability, difficulty, due
FROM reviews
WHERE id = ?1
