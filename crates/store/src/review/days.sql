SELECT day, count(*) AS reviews, count(*) FILTER (WHERE grade <> 'again') AS known
FROM reviews
WHERE pack = ?1
GROUP BY day
ORDER BY day
