SELECT count(*) FROM interviews
