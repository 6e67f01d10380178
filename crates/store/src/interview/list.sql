SELECT id, pack, scope, title, status, started_at, updated_at, rounds, rounds_held, questions,
       answered, unrated, level, margin, recommendation
FROM interviews
WHERE (?3 IS NULL OR ?3 = (status IN ('ended', 'ended_early')))
  AND (?4 IS NULL OR ?4 = scope)
  AND (?5 IS NULL OR ?5 = (unrated > 0))
ORDER BY updated_at DESC, id
LIMIT ?1 OFFSET ?2
