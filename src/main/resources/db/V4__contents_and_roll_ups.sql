-- What a trace says again and again is stored once (decision 0025), and what dashboards ask is summed up while it is written
-- (0027). docs/schema.md says what each column is for.

-- The table takes a name of its own. agno_spans becomes a view that gives every attribute back whole.
ALTER TABLE agno_spans RENAME TO runtree_spans;
ALTER TABLE agno_spans_default RENAME TO runtree_spans_default;
ALTER INDEX agno_spans_tools RENAME TO runtree_spans_tools;
DO $$
DECLARE part regclass;
BEGIN
    FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'runtree_spans'::regclass LOOP
        IF part::text LIKE '%agno_spans_%' THEN
            EXECUTE format('ALTER TABLE %s RENAME TO %I', part,
                replace((SELECT relname FROM pg_class WHERE oid = part), 'agno_spans_', 'runtree_spans_'));
        END IF;
    END LOOP;
END
$$;

-- Text rather than json: where a content is left out, the number of its place in contents stands between two U+0001, which no
-- JSON text can hold. Whoever writes has made sure that the whole is JSON.
ALTER TABLE runtree_spans
    ALTER COLUMN attributes DROP DEFAULT, ALTER COLUMN attributes TYPE text USING attributes::text,
    ALTER COLUMN events DROP DEFAULT, ALTER COLUMN events TYPE text USING events::text,
    ALTER COLUMN links DROP DEFAULT, ALTER COLUMN links TYPE text USING links::text,
    ALTER COLUMN resource DROP DEFAULT, ALTER COLUMN resource TYPE text USING resource::text,
    ALTER COLUMN scope DROP DEFAULT, ALTER COLUMN scope TYPE text USING scope::text,
    ADD COLUMN contents uuid[];
ALTER TABLE runtree_spans
    ALTER COLUMN attributes SET DEFAULT '{}', ALTER COLUMN events SET DEFAULT '[]', ALTER COLUMN links SET DEFAULT '[]',
    ALTER COLUMN resource SET DEFAULT '{}', ALTER COLUMN scope SET DEFAULT '{}',
    ALTER COLUMN attributes SET STORAGE EXTERNAL, ALTER COLUMN events SET STORAGE EXTERNAL;

-- Repeated messages, system prompts, tool definitions: once per trace and day of the spans that say them. The day is in the
-- key so that they leave with their spans.
CREATE TABLE runtree_contents (
    trace_id  text COLLATE "C" NOT NULL,
    hash      uuid NOT NULL,
    day       date NOT NULL,
    content   text NOT NULL,
    PRIMARY KEY (trace_id, hash, day)
) PARTITION BY RANGE (day);
CREATE TABLE runtree_contents_default PARTITION OF runtree_contents DEFAULT;

CREATE FUNCTION runtree_whole(stored text, contents uuid[], of_trace text, started timestamptz) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (
        SELECT string_agg(
            CASE WHEN n % 2 = 1 THEN piece
                ELSE coalesce((SELECT c.content FROM runtree_contents c
                    WHERE c.trace_id = of_trace AND c.hash = contents[piece::integer]
                        AND c.day = (started AT TIME ZONE 'UTC')::date), 'null')
            END, '' ORDER BY n)
        FROM string_to_table(stored, E'\x01') WITH ORDINALITY AS pieces (piece, n));

CREATE VIEW agno_spans AS
SELECT trace_id, span_id, parent_span_id, start_time, end_time, start_nanos, end_nanos, kind, status, span_name, name, model,
    provider, tool_name, agent_id, team_id, workflow_id, user_id, session_id, producer_run_id,
    input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost, cost_source, price_date,
    first_token_nanos, source, dialect, environment, replay_of, tags, status_message, input, output,
    CASE WHEN contents IS NULL THEN attributes ELSE runtree_whole(attributes, contents, trace_id, start_time) END::json
        AS attributes,
    CASE WHEN contents IS NULL THEN events ELSE runtree_whole(events, contents, trace_id, start_time) END::json AS events,
    CASE WHEN contents IS NULL THEN links ELSE runtree_whole(links, contents, trace_id, start_time) END::json AS links,
    CASE WHEN contents IS NULL THEN resource ELSE runtree_whole(resource, contents, trace_id, start_time) END::json
        AS resource,
    CASE WHEN contents IS NULL THEN scope ELSE runtree_whole(scope, contents, trace_id, start_time) END::json AS scope,
    otlp, exact
FROM runtree_spans;

-- A trace's row also has a mark that every write changes to another one, so that what is remembered of it can be trusted or
-- not; what it adds to the roll-ups, so that it can be taken out again (null: it has not been added); and when its steps were
-- removed.
ALTER TABLE agno_traces
    ADD COLUMN revision bigint NOT NULL DEFAULT 0,
    ADD COLUMN counted text,
    ADD COLUMN steps_removed_at timestamptz;
CREATE INDEX agno_traces_uncounted ON agno_traces (start_time DESC) WHERE counted IS NULL;

-- Runs that go on are not in the roll-ups: what they are now is reckoned when it is read.
CREATE INDEX runtree_runs_open ON runtree_runs (start_time DESC, trace_id, span_id) WHERE status IN ('running', 'paused');

-- Roll-ups by the hour and by the day of the start, in UTC. A row is one place of a histogram of durations: bucket n holds
-- durations from 1.1^(n-1) to 1.1^n microseconds, 0 those up to one microsecond, -1 those that are unknown. Writers that
-- work at the same time use shards of their own, whose sum counts; a single one may be negative. What is unknown is ''.
CREATE TABLE runtree_run_hours (
    hour            timestamptz NOT NULL,
    type            text COLLATE "C" NOT NULL,
    name            text COLLATE "C" NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    environment     text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    bucket          smallint NOT NULL,
    shard           smallint NOT NULL,
    runs            bigint NOT NULL,
    duration_micros bigint NOT NULL,
    total_tokens    bigint NOT NULL,
    cost            numeric NOT NULL,
    unpriced_calls  bigint NOT NULL,
    PRIMARY KEY (hour, type, name, user_id, environment, status, bucket, shard)
);
CREATE INDEX runtree_run_hours_user ON runtree_run_hours (user_id, hour);

CREATE TABLE runtree_run_days (
    day             date NOT NULL,
    type            text COLLATE "C" NOT NULL,
    name            text COLLATE "C" NOT NULL,
    environment     text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    bucket          smallint NOT NULL,
    shard           smallint NOT NULL,
    runs            bigint NOT NULL,
    duration_micros bigint NOT NULL,
    total_tokens    bigint NOT NULL,
    cost            numeric NOT NULL,
    unpriced_calls  bigint NOT NULL,
    PRIMARY KEY (day, type, name, environment, status, bucket, shard)
);

CREATE TABLE runtree_model_hours (
    hour                timestamptz NOT NULL,
    kind                text COLLATE "C" NOT NULL,
    model               text COLLATE "C" NOT NULL,
    provider            text COLLATE "C" NOT NULL,
    user_id             text COLLATE "C" NOT NULL,
    shard               smallint NOT NULL,
    calls               bigint NOT NULL,
    errors              bigint NOT NULL,
    input_tokens        bigint NOT NULL,
    output_tokens       bigint NOT NULL,
    cached_tokens       bigint NOT NULL,
    cache_write_tokens  bigint NOT NULL,
    reasoning_tokens    bigint NOT NULL,
    cost                numeric NOT NULL,
    unpriced_calls      bigint NOT NULL,
    PRIMARY KEY (hour, kind, model, provider, user_id, shard)
);

CREATE TABLE runtree_model_days (
    day                 date NOT NULL,
    kind                text COLLATE "C" NOT NULL,
    model               text COLLATE "C" NOT NULL,
    provider            text COLLATE "C" NOT NULL,
    user_id             text COLLATE "C" NOT NULL,
    shard               smallint NOT NULL,
    calls               bigint NOT NULL,
    errors              bigint NOT NULL,
    input_tokens        bigint NOT NULL,
    output_tokens       bigint NOT NULL,
    cached_tokens       bigint NOT NULL,
    cache_write_tokens  bigint NOT NULL,
    reasoning_tokens    bigint NOT NULL,
    cost                numeric NOT NULL,
    unpriced_calls      bigint NOT NULL,
    PRIMARY KEY (day, kind, model, provider, user_id, shard)
);

CREATE TABLE runtree_tool_hours (
    hour            timestamptz NOT NULL,
    tool            text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    bucket          smallint NOT NULL,
    shard           smallint NOT NULL,
    calls           bigint NOT NULL,
    duration_micros bigint NOT NULL,
    PRIMARY KEY (hour, tool, status, bucket, shard)
);

CREATE TABLE runtree_tool_days (
    day             date NOT NULL,
    tool            text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    bucket          smallint NOT NULL,
    shard           smallint NOT NULL,
    calls           bigint NOT NULL,
    duration_micros bigint NOT NULL,
    PRIMARY KEY (day, tool, status, bucket, shard)
);

-- Runs that the user wants to keep, whatever retention says.
CREATE TABLE runtree_stars (
    trace_id    text COLLATE "C" NOT NULL,
    span_id     text COLLATE "C" NOT NULL,
    starred_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (trace_id, span_id)
);

-- What holds for this database, whichever program works on it: retention, the index of texts.
CREATE TABLE runtree_settings (
    key    text COLLATE "C" NOT NULL,
    value  text NOT NULL,
    PRIMARY KEY (key)
);

-- Old records are looked for by their time, in a table that grows by time.
CREATE INDEX runtree_log_records_time ON runtree_log_records USING brin (time);

-- For which other databases changed runs are noted, and whose runs have changed since they were copied there (decision 0017).
-- Rows are only added and taken out: a writer never waits for who copies. The triggers that call the function are made when
-- there is a second database.
CREATE TABLE runtree_copy_targets (
    target   text COLLATE "C" NOT NULL,
    seen_at  timestamptz NOT NULL,
    filled   boolean NOT NULL,
    PRIMARY KEY (target)
);

CREATE TABLE runtree_copy_queue (
    target    text COLLATE "C" NOT NULL,
    trace_id  text COLLATE "C" NOT NULL,
    change    uuid NOT NULL DEFAULT gen_random_uuid(),
    PRIMARY KEY (target, trace_id, change)
);

CREATE FUNCTION runtree_runs_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        EXECUTE format('INSERT INTO %1$I.runtree_copy_queue (target, trace_id)'
            ' SELECT t.target, c.trace_id FROM %1$I.runtree_copy_targets t, (SELECT DISTINCT trace_id FROM changed) c'
            ' WHERE t.seen_at > now() - interval ''30 days''', TG_TABLE_SCHEMA);
        RETURN NULL;
    END
    $$;
