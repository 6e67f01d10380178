SELECT id FROM interviews ORDER BY started_at, id
