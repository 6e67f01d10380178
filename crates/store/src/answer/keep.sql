INSERT INTO answers (
    interview, question, attempt, turn, pack, component, kind, given_at, level, margin, rating, criteria
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (interview, question, attempt) DO UPDATE
SET level = excluded.level, margin = excluded.margin, criteria = excluded.criteria
