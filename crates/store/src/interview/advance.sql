UPDATE interviews
SET status = ?3, updated_at = ?4, length = ?5, rounds_held = ?6, questions = ?7, answered = ?8,
    unrated = ?9, level = ?10, margin = ?11, recommendation = ?12
WHERE id = ?1 AND length = ?2
