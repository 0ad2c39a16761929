-- What people say of runs and of steps: tags, notes and scores, and a star on a step as well as on a run (decision 0112).
-- docs/schema.md says what each column is for. A row knows the run that its step belongs to, so that lists find the run without
-- the steps, which may be gone: it stays as long as that run.

CREATE TABLE runtree_tags (
    trace_id    text COLLATE "C" NOT NULL,
    span_id     text COLLATE "C" NOT NULL,
    tag         text COLLATE "C" NOT NULL,
    run_id      text COLLATE "C" NOT NULL,
    author      text COLLATE "C",
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (trace_id, span_id, tag)
);
CREATE INDEX runtree_tags_tag ON runtree_tags (tag, trace_id, run_id);

CREATE TABLE runtree_notes (
    trace_id    text COLLATE "C" NOT NULL,
    span_id     text COLLATE "C" NOT NULL,
    run_id      text COLLATE "C" NOT NULL,
    note        text NOT NULL,
    author      text COLLATE "C",
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (trace_id, span_id)
);

CREATE TABLE runtree_scores (
    trace_id    text COLLATE "C" NOT NULL,
    span_id     text COLLATE "C" NOT NULL,
    name        text COLLATE "C" NOT NULL,
    run_id      text COLLATE "C" NOT NULL,
    value       numeric,
    label       text COLLATE "C",
    comment     text,
    author      text COLLATE "C",
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (trace_id, span_id, name),
    CHECK (value IS NOT NULL OR label IS NOT NULL)
);
CREATE INDEX runtree_scores_name ON runtree_scores (name, value, trace_id, run_id);

-- As of all that was said, no samples stay in the server's statistics when it is deleted.
ALTER TABLE runtree_notes ALTER COLUMN note SET STATISTICS 0;
ALTER TABLE runtree_scores ALTER COLUMN comment SET STATISTICS 0;

ALTER TABLE runtree_stars ADD COLUMN run_id text COLLATE "C";
UPDATE runtree_stars SET run_id = trace_id || '-' || span_id;
ALTER TABLE runtree_stars ALTER COLUMN run_id SET NOT NULL;
