-- Copies of traces that go to other back ends (decision 0206).

-- A target to which some Runtree sends: its state, for everybody to read. Rows are few.
CREATE TABLE runtree_send_targets (
    target text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    place text NOT NULL,
    state text NOT NULL DEFAULT 'idle',
    since timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    holder uuid,
    held_until timestamptz,
    retry_at timestamptz,
    sent bigint NOT NULL DEFAULT 0,
    refused bigint NOT NULL DEFAULT 0,
    last_sent_at timestamptz,
    spans_per_second double precision,
    last_error text,
    last_error_at timestamptz
);

-- Traces that changed and were not sent since: added by whoever writes the trace, in the same transaction. Each note has a key
-- of its own, so that no writer meets a lock of whoever sends.
CREATE TABLE runtree_unsent (
    trace_id text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    change uuid NOT NULL DEFAULT gen_random_uuid(),
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (trace_id, target, change)
);
CREATE INDEX runtree_unsent_noted ON runtree_unsent (target, noted_at);

-- Which spans of a trace a target has: in spans, twelve bytes for each, its id and a digest of the version that went.
CREATE TABLE runtree_sent (
    trace_id text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    day date NOT NULL,
    spans bytea NOT NULL,
    open_since timestamptz,
    PRIMARY KEY (trace_id, target)
);
ALTER TABLE runtree_sent ALTER COLUMN spans SET STORAGE EXTERNAL;
CREATE INDEX runtree_sent_day ON runtree_sent (day);
CREATE INDEX runtree_sent_open ON runtree_sent (target, open_since) WHERE open_since IS NOT NULL;

-- Spans that a target did not take, and why.
CREATE TABLE runtree_refused (
    trace_id text COLLATE "C" NOT NULL,
    span_id text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    reason text NOT NULL,
    refused_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (trace_id, span_id, target)
);
CREATE INDEX runtree_refused_newest ON runtree_refused (target, refused_at);
