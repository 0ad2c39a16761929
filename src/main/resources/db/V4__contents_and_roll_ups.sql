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

-- Text rather than json: where something is left out, there stands between two U+0001, which no JSON text can hold, the number
-- of a content's place in contents; behind colons, when it is a part of that content, its first character and how many it has.
-- Whoever writes has made sure that the whole is JSON.
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

-- Repeated messages, system prompts, tool definitions: once per trace and day of the spans that say them, many in a row, since
-- PostgreSQL compresses no short ones. The day is in the key so that they leave with their spans.
CREATE TABLE runtree_contents (
    trace_id  text COLLATE "C" NOT NULL,
    hash      uuid NOT NULL,
    day       date NOT NULL,
    content   text NOT NULL,
    pieces    uuid[],
    places    integer[],
    PRIMARY KEY (trace_id, hash, day)
) PARTITION BY RANGE (day);
CREATE TABLE runtree_contents_default PARTITION OF runtree_contents DEFAULT;

-- What was said is not sampled for plans: samples would stay in the server's statistics when it is deleted.
ALTER TABLE runtree_spans
    ALTER COLUMN status_message SET STATISTICS 0, ALTER COLUMN input SET STATISTICS 0, ALTER COLUMN output SET STATISTICS 0,
    ALTER COLUMN attributes SET STATISTICS 0, ALTER COLUMN events SET STATISTICS 0, ALTER COLUMN links SET STATISTICS 0,
    ALTER COLUMN resource SET STATISTICS 0, ALTER COLUMN scope SET STATISTICS 0, ALTER COLUMN otlp SET STATISTICS 0,
    ALTER COLUMN exact SET STATISTICS 0, ALTER COLUMN contents SET STATISTICS 0;
ALTER TABLE runtree_contents
    ALTER COLUMN content SET STATISTICS 0, ALTER COLUMN pieces SET STATISTICS 0, ALTER COLUMN places SET STATISTICS 0;
ALTER TABLE runtree_runs
    ALTER COLUMN error SET STATISTICS 0, ALTER COLUMN input SET STATISTICS 0, ALTER COLUMN output SET STATISTICS 0;

CREATE FUNCTION runtree_whole(stored text, contents uuid[], of_trace text, started timestamptz) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN strpos(stored, E'\x01') = 0 THEN stored ELSE (
        SELECT string_agg(
            CASE
                WHEN n % 2 = 1 THEN piece
                WHEN strpos(piece, ':') = 0 THEN coalesce(found[piece::integer], 'null')
                ELSE coalesce(substr(found[split_part(piece, ':', 1)::integer], split_part(piece, ':', 2)::integer,
                    split_part(piece, ':', 3)::integer), 'null')
            END, '' ORDER BY n)
        FROM (
            SELECT array_agg(c.content ORDER BY place) AS found
            FROM unnest(contents) WITH ORDINALITY AS named (hash, place)
                LEFT JOIN runtree_contents c ON c.trace_id = of_trace AND c.hash = named.hash
                    AND c.day = (started AT TIME ZONE 'UTC')::date
                    -- A content may be large: only what this text names is fetched.
                    AND (strpos(stored, E'\x01' || place || E'\x01') > 0
                        OR strpos(stored, E'\x01' || place || ':') > 0)) AS fetched,
            string_to_table(stored, E'\x01') WITH ORDINALITY AS pieces (piece, n)) END;

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
-- removed, where runtree_days does not tell it. What was counted by other rules than those of now begins with another version, and is found by the index.
ALTER TABLE agno_traces
    ADD COLUMN revision bigint NOT NULL DEFAULT 0,
    ADD COLUMN counted text,
    ADD COLUMN steps_removed_at timestamptz;
CREATE INDEX agno_traces_uncounted ON agno_traces (start_time DESC)
    WHERE counted IS NULL OR NOT starts_with(counted, '{"v":1,');

-- With agno_traces_start, which traces have steps in a given hour: most are short.
CREATE INDEX agno_traces_long ON agno_traces (last_start_time) WHERE last_start_time - start_time > interval '1 hour';

-- Runs that go on are not in the roll-ups: what they are now is reckoned when it is read. Those that neither went well nor
-- failed are few, and are listed by their status as well.
CREATE INDEX runtree_runs_open ON runtree_runs (start_time DESC, trace_id, span_id) WHERE status NOT IN ('ok', 'error');

-- Lists of what went wrong for a user or with an agent, and of the runs of a team or a workflow. Each holds few of the rows.
CREATE INDEX runtree_runs_user_not_ok ON runtree_runs (user_id, start_time DESC, trace_id, span_id) WHERE status <> 'ok';
CREATE INDEX runtree_runs_agent_not_ok ON runtree_runs (agent_id, start_time DESC, trace_id, span_id) WHERE status <> 'ok';
CREATE INDEX runtree_runs_team ON runtree_runs (team_id, start_time DESC, trace_id, span_id) WHERE team_id IS NOT NULL;
CREATE INDEX runtree_runs_workflow ON runtree_runs (workflow_id, start_time DESC, trace_id, span_id)
    WHERE workflow_id IS NOT NULL;

-- A histogram of durations is an array of counts: at subscript n those from 1.1^(n-1) to 1.1^n microseconds, at 0 those of up
-- to one. An unknown duration is in none.
CREATE FUNCTION runtree_durations(duration interval) RETURNS integer[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN duration IS NULL THEN '{}'::integer[]
        ELSE array_fill(1, ARRAY[1], ARRAY[
            ceil(ln(greatest(extract(epoch FROM duration)::double precision * 1e6, 1)) / ln(1.1::double precision))::integer])
    END;

CREATE FUNCTION runtree_durations_sum(one integer[], other integer[]) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
    DECLARE
        result integer[] := one;
    BEGIN
        IF other = '{}' THEN
            RETURN one;
        ELSIF one = '{}' THEN
            RETURN other;
        END IF;
        IF array_lower(other, 1) < array_lower(one, 1) THEN
            result := array_fill(0, ARRAY[array_lower(one, 1) - array_lower(other, 1)], ARRAY[array_lower(other, 1)]) || result;
        END IF;
        IF array_upper(other, 1) > array_upper(one, 1) THEN
            result := result || array_fill(0, ARRAY[array_upper(other, 1) - array_upper(one, 1)]);
        END IF;
        FOR place IN array_lower(other, 1) .. array_upper(other, 1) LOOP
            result[place] := result[place] + other[place];
        END LOOP;
        RETURN result;
    END
    $$;

-- The duration that a share of all (0.95) does not exceed, within 5 %; null when there is none.
CREATE FUNCTION runtree_percentile(durations integer[], share double precision) RETURNS interval
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN place = 0 THEN 1 ELSE 1.1::double precision ^ (place - 0.5) END * interval '1 microsecond'
    FROM (
        SELECT place, sum(durations[place]) OVER (ORDER BY place) AS passed, sum(durations[place]) OVER () AS total
        FROM generate_subscripts(durations, 1) AS place) places
    WHERE passed >= greatest(ceil(share * total), 1)
    ORDER BY place LIMIT 1
    $$;

CREATE AGGREGATE runtree_durations_total(integer[]) (
    SFUNC = runtree_durations_sum, STYPE = integer[], INITCOND = '{}', PARALLEL = SAFE);

-- Roll-ups by the hour and by the day of the start, in UTC. Writers may use shards of their own, whose
-- sum counts; a single one may be negative. What is unknown is ''. Sums of what producers say are numeric, since whatever they
-- say must not overflow one. Users have tables apart: with them every table would be as long as their number.
CREATE TABLE runtree_run_hours (
    hour            timestamptz NOT NULL,
    type            text COLLATE "C" NOT NULL,
    name            text COLLATE "C" NOT NULL,
    environment     text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    shard           smallint NOT NULL,
    runs            bigint NOT NULL,
    duration_micros numeric NOT NULL,
    total_tokens    numeric NOT NULL,
    cost            numeric NOT NULL,
    unpriced_calls  numeric NOT NULL,
    durations       integer[] NOT NULL,
    PRIMARY KEY (hour, type, name, environment, status, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_run_days (
    day             date NOT NULL,
    type            text COLLATE "C" NOT NULL,
    name            text COLLATE "C" NOT NULL,
    environment     text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    shard           smallint NOT NULL,
    runs            bigint NOT NULL,
    duration_micros numeric NOT NULL,
    total_tokens    numeric NOT NULL,
    cost            numeric NOT NULL,
    unpriced_calls  numeric NOT NULL,
    durations       integer[] NOT NULL,
    PRIMARY KEY (day, type, name, environment, status, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_user_run_hours (
    hour            timestamptz NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    type            text COLLATE "C" NOT NULL,
    name            text COLLATE "C" NOT NULL,
    environment     text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    shard           smallint NOT NULL,
    runs            bigint NOT NULL,
    duration_micros numeric NOT NULL,
    total_tokens    numeric NOT NULL,
    cost            numeric NOT NULL,
    unpriced_calls  numeric NOT NULL,
    durations       integer[] NOT NULL,
    PRIMARY KEY (user_id, hour, type, name, environment, status, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_user_hours (
    hour            timestamptz NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    type            text COLLATE "C" NOT NULL,
    environment     text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    shard           smallint NOT NULL,
    runs            bigint NOT NULL,
    duration_micros numeric NOT NULL,
    total_tokens    numeric NOT NULL,
    cost            numeric NOT NULL,
    unpriced_calls  numeric NOT NULL,
    PRIMARY KEY (hour, user_id, type, environment, status, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_user_days (
    day             date NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    type            text COLLATE "C" NOT NULL,
    environment     text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    shard           smallint NOT NULL,
    runs            bigint NOT NULL,
    duration_micros numeric NOT NULL,
    total_tokens    numeric NOT NULL,
    cost            numeric NOT NULL,
    unpriced_calls  numeric NOT NULL,
    PRIMARY KEY (day, user_id, type, environment, status, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_model_hours (
    hour                timestamptz NOT NULL,
    kind                text COLLATE "C" NOT NULL,
    model               text COLLATE "C" NOT NULL,
    provider            text COLLATE "C" NOT NULL,
    shard               smallint NOT NULL,
    calls               bigint NOT NULL,
    errors              bigint NOT NULL,
    input_tokens        numeric NOT NULL,
    output_tokens       numeric NOT NULL,
    cached_tokens       numeric NOT NULL,
    cache_write_tokens  numeric NOT NULL,
    reasoning_tokens    numeric NOT NULL,
    cost                numeric NOT NULL,
    unpriced_calls      numeric NOT NULL,
    PRIMARY KEY (hour, kind, model, provider, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_model_days (
    day                 date NOT NULL,
    kind                text COLLATE "C" NOT NULL,
    model               text COLLATE "C" NOT NULL,
    provider            text COLLATE "C" NOT NULL,
    shard               smallint NOT NULL,
    calls               bigint NOT NULL,
    errors              bigint NOT NULL,
    input_tokens        numeric NOT NULL,
    output_tokens       numeric NOT NULL,
    cached_tokens       numeric NOT NULL,
    cache_write_tokens  numeric NOT NULL,
    reasoning_tokens    numeric NOT NULL,
    cost                numeric NOT NULL,
    unpriced_calls      numeric NOT NULL,
    PRIMARY KEY (day, kind, model, provider, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_user_model_hours (
    hour                timestamptz NOT NULL,
    user_id             text COLLATE "C" NOT NULL,
    kind                text COLLATE "C" NOT NULL,
    model               text COLLATE "C" NOT NULL,
    provider            text COLLATE "C" NOT NULL,
    shard               smallint NOT NULL,
    calls               bigint NOT NULL,
    errors              bigint NOT NULL,
    input_tokens        numeric NOT NULL,
    output_tokens       numeric NOT NULL,
    cached_tokens       numeric NOT NULL,
    cache_write_tokens  numeric NOT NULL,
    reasoning_tokens    numeric NOT NULL,
    cost                numeric NOT NULL,
    unpriced_calls      numeric NOT NULL,
    PRIMARY KEY (hour, user_id, kind, model, provider, shard)
) WITH (fillfactor = 70);
CREATE INDEX runtree_user_model_hours_user ON runtree_user_model_hours (user_id, hour);

CREATE TABLE runtree_user_model_days (
    day                 date NOT NULL,
    user_id             text COLLATE "C" NOT NULL,
    kind                text COLLATE "C" NOT NULL,
    model               text COLLATE "C" NOT NULL,
    provider            text COLLATE "C" NOT NULL,
    shard               smallint NOT NULL,
    calls               bigint NOT NULL,
    errors              bigint NOT NULL,
    input_tokens        numeric NOT NULL,
    output_tokens       numeric NOT NULL,
    cached_tokens       numeric NOT NULL,
    cache_write_tokens  numeric NOT NULL,
    reasoning_tokens    numeric NOT NULL,
    cost                numeric NOT NULL,
    unpriced_calls      numeric NOT NULL,
    PRIMARY KEY (day, user_id, kind, model, provider, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_user_use_days (
    day                 date NOT NULL,
    user_id             text COLLATE "C" NOT NULL,
    shard               smallint NOT NULL,
    calls               bigint NOT NULL,
    errors              bigint NOT NULL,
    input_tokens        numeric NOT NULL,
    output_tokens       numeric NOT NULL,
    cached_tokens       numeric NOT NULL,
    cache_write_tokens  numeric NOT NULL,
    reasoning_tokens    numeric NOT NULL,
    cost                numeric NOT NULL,
    unpriced_calls      numeric NOT NULL,
    PRIMARY KEY (day, user_id, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_tool_hours (
    hour            timestamptz NOT NULL,
    tool            text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    shard           smallint NOT NULL,
    calls           bigint NOT NULL,
    duration_micros numeric NOT NULL,
    durations       integer[] NOT NULL,
    PRIMARY KEY (hour, tool, status, shard)
) WITH (fillfactor = 70);

CREATE TABLE runtree_tool_days (
    day             date NOT NULL,
    tool            text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL,
    shard           smallint NOT NULL,
    calls           bigint NOT NULL,
    duration_micros numeric NOT NULL,
    durations       integer[] NOT NULL,
    PRIMARY KEY (day, tool, status, shard)
) WITH (fillfactor = 70);

-- What lies in the default partitions is found by its day: to move it when the day gets a partition, to remove it when it is old.
CREATE INDEX runtree_spans_default_start ON runtree_spans_default (start_time);
CREATE INDEX runtree_contents_default_day ON runtree_contents_default (day);

-- When spans or log records of a day that is not the present one were last written: an import of old traces is not old. And
-- when the day's partition was first removed: that tells it of all its traces of which nothing is there, none of which is marked.
CREATE TABLE runtree_days (
    day           date NOT NULL,
    last_written  timestamptz,
    removed_at    timestamptz,
    PRIMARY KEY (day)
);

-- When retention removed the steps of a trace, for those who ask in SQL; null when they are there.
CREATE FUNCTION runtree_steps_removed_at(of_trace text) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (
        SELECT coalesce(t.steps_removed_at, d.removed_at)
        FROM agno_traces t LEFT JOIN runtree_days d ON d.day = (t.last_start_time AT TIME ZONE 'UTC')::date
        WHERE t.trace_id = of_trace AND (t.steps_removed_at IS NOT NULL OR NOT EXISTS (
            SELECT FROM runtree_spans s
            WHERE s.trace_id = of_trace AND s.start_time BETWEEN t.start_time AND t.last_start_time)));

-- The few traces that go on past midnight are found when one of their days is removed.
CREATE INDEX agno_traces_over_days ON agno_traces (last_start_time, start_time)
    WHERE (start_time AT TIME ZONE 'UTC')::date <> (last_start_time AT TIME ZONE 'UTC')::date;

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
