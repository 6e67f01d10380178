SELECT kind, id, body, created_at, updated_at FROM papers ORDER BY kind, id
