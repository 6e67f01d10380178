-- Beside a single max(), SQLite takes the bare columns from the row that holds the maximum.
SELECT
    last.card,
    max(last.at) AS at,
    last.day,
    last.stability,
    last.difficulty,
    last.due,
    count(*) AS times,
    count(*) FILTER (WHERE last.grade = 'again') AS missed,
    (SELECT day FROM reviews WHERE pack = ?1 AND card = last.card ORDER BY at LIMIT 1) AS first
FROM reviews AS last
WHERE last.pack = ?1
GROUP BY last.card
