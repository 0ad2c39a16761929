-- What background hooks of agents could not do, however often it was tried, until somebody says what is to become of it
-- (decision 0135). docs/schema.md says what each column is for.

CREATE TABLE runtree_parked_hooks (
    event_id     text COLLATE "C" NOT NULL,
    hook         text COLLATE "C" NOT NULL,
    component_id text COLLATE "C" NOT NULL,
    trace_id     text COLLATE "C" NOT NULL,
    span_id      text COLLATE "C" NOT NULL,
    status       text COLLATE "C" NOT NULL DEFAULT 'parked'
        CHECK (status IN ('parked', 'retry', 'running', 'done', 'discarded')),
    tries        integer NOT NULL,
    error        text NOT NULL,
    event        json NOT NULL,
    created_at   timestamptz NOT NULL,
    parked_at    timestamptz NOT NULL DEFAULT now(),
    resolved_by  text COLLATE "C",
    resolved_at  timestamptz,
    PRIMARY KEY (event_id)
);
CREATE INDEX runtree_parked_hooks_queue ON runtree_parked_hooks (status, parked_at);
CREATE INDEX runtree_parked_hooks_trace ON runtree_parked_hooks (trace_id);

-- As of all that was said, no samples stay in the server's statistics when it is deleted.
ALTER TABLE runtree_parked_hooks ALTER COLUMN event SET STATISTICS 0;
