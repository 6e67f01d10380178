-- A friend who interviews: one row an interview to which somebody was asked.
CREATE TABLE friends (
    interview  TEXT    NOT NULL PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    invitation TEXT    UNIQUE,   -- 32 hexadecimal digits; null once withdrawn. Never exported
    asked_at   INTEGER NOT NULL  -- microseconds since 1970
) STRICT;

-- What the friend thinks of each answer.
CREATE TABLE sheets (
    interview TEXT    NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    turn      INTEGER NOT NULL, -- the turn that opened the question
    body      TEXT    NOT NULL, -- JSON of interview::friend::Sheet
    saved_at  INTEGER NOT NULL, -- microseconds since 1970
    PRIMARY KEY (interview, turn)
) STRICT;
