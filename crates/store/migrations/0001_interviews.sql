-- Marks the file as Greenroom's ("GRNR"), so that no other program's database is taken for one.
PRAGMA application_id = 1196576338;

-- One row an interview: what lists and the home page need, kept in step with its events.
CREATE TABLE interviews (
    id             TEXT    NOT NULL PRIMARY KEY,
    pack           TEXT    NOT NULL,
    scope          TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    status         TEXT    NOT NULL CHECK (status IN ('waiting', 'running', 'paused', 'ended', 'ended_early')),
    started_at     INTEGER NOT NULL, -- microseconds since 1970
    updated_at     INTEGER NOT NULL, -- microseconds since 1970
    length         INTEGER NOT NULL, -- number of events
    rounds         INTEGER NOT NULL, -- rounds set up
    rounds_held    INTEGER NOT NULL, -- rounds closed
    questions      INTEGER NOT NULL, -- questions asked
    answered       INTEGER NOT NULL, -- questions answered
    unrated        INTEGER NOT NULL, -- answers whose marks wait for the candidate's own rating
    level          REAL,
    margin         REAL,
    recommendation TEXT
) STRICT;

CREATE INDEX interviews_by_update ON interviews (updated_at DESC, id);

-- What happened, in order. The key keeps two tabs from writing the same event.
CREATE TABLE events (
    interview TEXT    NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    seq       INTEGER NOT NULL,
    recorded  TEXT    NOT NULL, -- JSON of interview::Recorded
    PRIMARY KEY (interview, seq)
) STRICT;

-- Answers being typed.
CREATE TABLE drafts (
    interview TEXT    NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    turn      INTEGER NOT NULL,
    text      TEXT    NOT NULL,
    saved_at  INTEGER NOT NULL,
    PRIMARY KEY (interview, turn)
) STRICT;

-- Room to think: notes beside an interview.
CREATE TABLE notes (
    interview TEXT    NOT NULL PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
    text      TEXT    NOT NULL,
    saved_at  INTEGER NOT NULL
) STRICT;

-- One row: the settings as JSON.
CREATE TABLE settings (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    body TEXT    NOT NULL
) STRICT;
