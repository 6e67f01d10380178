SELECT interview, question, attempt, turn, pack, component, kind, given_at, level, margin, rating, criteria
FROM answers
WHERE (?1 IS NULL OR pack = ?1)
  AND (?3 IS NULL OR question = ?3)
ORDER BY given_at DESC, interview, question, attempt
LIMIT ?2
