SELECT id, pack, scope, title, status, started_at, updated_at, rounds, rounds_held, questions,
       answered, unrated, level, margin, recommendation
FROM interviews
ORDER BY updated_at DESC, id
LIMIT ?1 OFFSET ?2
