SELECT text FROM drafts WHERE interview = ?1 AND turn = ?2
