SELECT count(*) FROM interviews
WHERE (?1 IS NULL OR ?1 = (status IN ('ended', 'ended_early')))
  AND (?2 IS NULL OR ?2 = scope)
  AND (?3 IS NULL OR ?3 = (unrated > 0))
