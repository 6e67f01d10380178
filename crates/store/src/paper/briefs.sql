SELECT papers.id, papers.updated_at, briefs.body, briefs.created_at
FROM papers
LEFT JOIN briefs ON briefs.kind = papers.kind AND briefs.id = papers.id AND briefs.edition = ?2
WHERE papers.kind = ?1
ORDER BY papers.updated_at DESC, papers.id
