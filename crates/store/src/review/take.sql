INSERT INTO reviews (pack, card, at, day, grade, seed, given, stability, difficulty, due)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (pack, card, at) DO NOTHING
