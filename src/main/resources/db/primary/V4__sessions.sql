-- What sessions of the embedded runtime remember from run to run, and what was said in their last runs (decision 0127).
-- docs/schema.md says what each column is for.

-- A run without a user has '' here: it is a part of the key.
CREATE TABLE IF NOT EXISTS runtree_sessions (
    session_id  text COLLATE "C" NOT NULL,
    user_id     text COLLATE "C" NOT NULL,
    state       jsonb NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (session_id, user_id)
);
CREATE INDEX IF NOT EXISTS runtree_sessions_user ON runtree_sessions (user_id);

CREATE TABLE IF NOT EXISTS runtree_turns (
    session_id    text COLLATE "C" NOT NULL,
    user_id       text COLLATE "C" NOT NULL,
    component_id  text COLLATE "C" NOT NULL,
    ended_at      timestamptz NOT NULL,
    trace_id      text COLLATE "C" NOT NULL,
    span_id       text COLLATE "C" NOT NULL,
    messages      json NOT NULL,
    PRIMARY KEY (session_id, user_id, component_id, ended_at, span_id)
);
CREATE INDEX IF NOT EXISTS runtree_turns_user ON runtree_turns (user_id);
CREATE INDEX IF NOT EXISTS runtree_turns_trace ON runtree_turns (trace_id);

-- As of all that was said, no samples stay in the server's statistics when it is deleted.
ALTER TABLE runtree_sessions ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE runtree_turns ALTER COLUMN messages SET STATISTICS 0;
