-- OpenTelemetry log records that name a span. They come in bodies of their own, before their span, after it, or without it,
-- so they have a table of their own; what they say of a span is joined into its columns in agno_spans.
CREATE TABLE runtree_log_records (
    trace_id    text COLLATE "C" NOT NULL,
    span_id     text COLLATE "C" NOT NULL,
    time        timestamptz NOT NULL,
    time_nanos  smallint NOT NULL,
    hash        bytea NOT NULL,
    event_name  text COLLATE "C" NOT NULL,
    tells       boolean NOT NULL,
    record      json NOT NULL,
    exact       bytea,
    -- The hash covers the time, which is here for the order in which records are read.
    PRIMARY KEY (trace_id, span_id, time, time_nanos, hash)
);
ALTER TABLE runtree_log_records ALTER COLUMN record SET STORAGE EXTERNAL;
ALTER TABLE runtree_log_records ALTER COLUMN exact SET STORAGE EXTERNAL;

-- Most records of a program are lines for people; those that make up a span's columns are found past any number of them.
CREATE INDEX runtree_log_records_tell ON runtree_log_records (trace_id, span_id, time, time_nanos, hash) WHERE tells;

-- A failure without words says so, as spans written from now on do: words that a log record brings are not its own.
UPDATE agno_spans
SET otlp = (CASE WHEN otlp IS NULL THEN '{' ELSE left(btrim(otlp::text), -1) || ',' END || '"sent_status_message":""}')::json
WHERE status = 'error' AND status_message IS NULL AND (otlp -> 'sent_status_message') IS NULL;
