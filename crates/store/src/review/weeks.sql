-- Weeks are counted back from the one that ends with ?2. Beside a single max(), SQLite takes the bare
-- columns from the row that holds the maximum.
SELECT
    card,
    max(at) AS at,
    day,
    day AS first,
    stability,
    difficulty,
    due,
    count(*) AS times,
    count(*) FILTER (WHERE grade = 'again') AS missed,
    min(CAST((julianday(?2) - julianday(day)) / 7 AS INTEGER), ?3) AS week
FROM reviews
WHERE pack = ?1 AND day <= ?2
GROUP BY week, card
ORDER BY week DESC, card
