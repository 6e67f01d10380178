-- One row an answer whose marks may be seen: rated by the candidate, who may have chosen not to say
-- how good it was, or a question tried again. What progress is drawn from, kept in step with events.
CREATE TABLE answers (
    interview TEXT    NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    question  TEXT    NOT NULL,
    attempt   INTEGER NOT NULL, -- 0 in the interview, then counted from 1
    turn      INTEGER NOT NULL, -- the turn that opened the question
    pack      TEXT    NOT NULL,
    component TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    given_at  INTEGER NOT NULL, -- microseconds since 1970
    level     REAL,
    margin    REAL,
    rating    INTEGER,          -- the candidate's own
    criteria  TEXT    NOT NULL, -- JSON: criterion to level, null where not observed
    PRIMARY KEY (interview, question, attempt)
) STRICT;

CREATE INDEX answers_by_time ON answers (given_at DESC, interview, question, attempt);

-- What was already kept: the marks of every answer that was rated.
INSERT INTO answers
SELECT marked.interview,
       marked.recorded ->> '$.scorecard.question',
       0,
       marked.recorded ->> '$.turn',
       interviews.pack,
       asked.recorded ->> '$.question.component',
       asked.recorded ->> '$.question.kind',
       CAST(unixepoch(marked.recorded ->> '$.at', 'subsec') * 1000000 AS INTEGER),
       marked.recorded ->> '$.scorecard.level',
       marked.recorded ->> '$.scorecard.margin',
       rated.recorded ->> '$.level',
       (SELECT json_group_object(mark.value ->> '$.id', mark.value -> '$.level')
        FROM json_each(marked.recorded, '$.scorecard.criteria') AS mark)
FROM events AS marked
JOIN events AS rated
  ON rated.interview = marked.interview
 AND rated.recorded ->> '$.type' = 'self_rated'
 AND rated.recorded ->> '$.turn' = marked.recorded ->> '$.turn'
JOIN events AS asked
  ON asked.interview = marked.interview
 AND asked.recorded ->> '$.type' IN ('asked', 'presentation_asked')
 AND asked.recorded ->> '$.turn' = marked.recorded ->> '$.turn'
JOIN interviews ON interviews.id = marked.interview
WHERE marked.recorded ->> '$.type' = 'marked';

-- And of every question that was tried again.
INSERT INTO answers
SELECT again.interview,
       again.recorded ->> '$.question',
       row_number() OVER (
           PARTITION BY again.interview, again.recorded ->> '$.question' ORDER BY again.seq
       ),
       asked.recorded ->> '$.turn',
       interviews.pack,
       asked.recorded ->> '$.question.component',
       asked.recorded ->> '$.question.kind',
       CAST(unixepoch(again.recorded ->> '$.at', 'subsec') * 1000000 AS INTEGER),
       again.recorded ->> '$.scorecard.level',
       again.recorded ->> '$.scorecard.margin',
       NULL,
       (SELECT json_group_object(mark.value ->> '$.id', mark.value -> '$.level')
        FROM json_each(again.recorded, '$.scorecard.criteria') AS mark)
FROM events AS again
JOIN events AS asked
  ON asked.interview = again.interview
 AND asked.recorded ->> '$.type' IN ('asked', 'presentation_asked')
 AND asked.recorded ->> '$.question.id' = again.recorded ->> '$.question'
JOIN interviews ON interviews.id = again.interview
WHERE again.recorded ->> '$.type' = 'retried';
