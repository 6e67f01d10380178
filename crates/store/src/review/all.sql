SELECT pack, card, at, day, grade, seed, given, stability, difficulty, due
FROM reviews
ORDER BY pack, at, card
