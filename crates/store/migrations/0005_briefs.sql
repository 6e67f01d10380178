-- What most who look at many papers need of a long one, made of its body when it is first asked for. A
-- brief goes with its paper, and when that is changed.
CREATE TABLE briefs (
    kind       TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    edition    INTEGER NOT NULL, -- of the form of the brief
    body       TEXT    NOT NULL, -- JSON
    created_at INTEGER NOT NULL, -- of the paper: reading it there would mean reading past its body
    PRIMARY KEY (kind, id),
    FOREIGN KEY (kind, id) REFERENCES papers (kind, id) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER briefs_of_changed_papers AFTER UPDATE OF body ON papers
BEGIN
    DELETE FROM briefs WHERE kind = new.kind AND id = new.id;
END;
