-- What the candidate writes outside interviews: goals, stories, notes. The form of the body belongs
-- to whoever reads it.
CREATE TABLE papers (
    kind       TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    body       TEXT    NOT NULL, -- JSON
    created_at INTEGER NOT NULL, -- microseconds since 1970
    updated_at INTEGER NOT NULL, -- microseconds since 1970
    PRIMARY KEY (kind, id)
) STRICT;

CREATE INDEX papers_by_update ON papers (kind, updated_at DESC, id);

-- Every review of a card, with what followed from it; the last of a card says when it returns.
CREATE TABLE reviews (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    pack       TEXT    NOT NULL,
    card       TEXT    NOT NULL,
    at         INTEGER NOT NULL, -- microseconds since 1970
    day        TEXT    NOT NULL, -- the candidate's own calendar
    grade      TEXT    NOT NULL CHECK (grade IN ('again', 'hard', 'good', 'easy')),
    seed       INTEGER NOT NULL, -- draws the same numbers and the same order of choices
    given      TEXT    NOT NULL, -- what was answered, where it was typed or picked
    stability  REAL    NOT NULL,
    difficulty REAL    NOT NULL,
    due        TEXT    NOT NULL,
    UNIQUE (pack, card, at)
) STRICT;
