INSERT INTO settings (only, body) VALUES (1, ?1)
ON CONFLICT (only) DO UPDATE SET body = excluded.body
