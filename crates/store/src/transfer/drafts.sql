SELECT turn, text FROM drafts WHERE interview = ?1 ORDER BY turn
