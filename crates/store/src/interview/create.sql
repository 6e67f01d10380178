INSERT INTO interviews (
    id, pack, scope, title, started_at, rounds,
    status, updated_at, length, rounds_held, questions, answered, unrated,
    level, margin, recommendation
)
VALUES (
    coalesce(?1, lower(hex(randomblob(8)))), ?2, ?3, ?4, ?5, ?6,
    ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16
)
RETURNING id
