-- The first schema. Every name is unqualified: it is made in the first schema of the search path (currentSchema).
-- docs/schema.md says what each table and column is for; a test holds the two together.

-- How long a run may be silent before it is taken to have ended, and what a run is now: the one place where a status is
-- reckoned at the moment of reading. An embedded run has a lease, which its living process renews.
CREATE FUNCTION runtree_run_status(status text, last_sign timestamptz, lease_until timestamptz) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE
        WHEN status <> 'running' THEN status
        WHEN lease_until < now() THEN 'error'
        WHEN lease_until IS NULL AND last_sign < now() - interval '10 minutes' THEN 'ok'
        ELSE status
    END
    $$;

CREATE FUNCTION runtree_run_error(status text, error text, lease_until timestamptz) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE
        WHEN status = 'running' AND lease_until < now() THEN 'The process of this run ended before the run did'
        ELSE error
    END
    $$;

CREATE FUNCTION runtree_run_end(status text, end_time timestamptz, last_sign timestamptz, lease_until timestamptz)
    RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE
        WHEN end_time IS NOT NULL THEN end_time
        WHEN runtree_run_status(status, last_sign, lease_until) IN ('running', 'paused') THEN NULL
        ELSE last_sign
    END
    $$;

CREATE TABLE agno_traces (
    trace_id         text COLLATE "C" NOT NULL,
    start_time       timestamptz NOT NULL,
    last_start_time  timestamptz NOT NULL,
    end_time         timestamptz,
    lease_until      timestamptz,
    span_count       integer NOT NULL,
    error_count      integer NOT NULL,
    status           text COLLATE "C" NOT NULL,
    name             text COLLATE "C" NOT NULL,
    run_id           text COLLATE "C" NOT NULL,
    agent_id         text COLLATE "C",
    team_id          text COLLATE "C",
    workflow_id      text COLLATE "C",
    user_id          text COLLATE "C",
    session_id       text COLLATE "C",
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (trace_id)
);
CREATE INDEX agno_traces_start ON agno_traces (start_time DESC, trace_id);

-- The skeleton first and narrow, the payload last: what the tree needs is read without touching what was said.
CREATE TABLE agno_spans (
    trace_id           text COLLATE "C" NOT NULL,
    span_id            text COLLATE "C" NOT NULL,
    parent_span_id     text COLLATE "C",
    start_time         timestamptz NOT NULL,
    end_time           timestamptz,
    start_nanos        smallint NOT NULL DEFAULT 0,
    end_nanos          smallint NOT NULL DEFAULT 0,
    kind               text COLLATE "C" NOT NULL,
    status             text COLLATE "C" NOT NULL,
    span_name          text COLLATE "C" NOT NULL,
    name               text COLLATE "C" NOT NULL,
    model              text COLLATE "C",
    provider           text COLLATE "C",
    tool_name          text COLLATE "C",
    agent_id           text COLLATE "C",
    team_id            text COLLATE "C",
    workflow_id        text COLLATE "C",
    user_id            text COLLATE "C",
    session_id         text COLLATE "C",
    producer_run_id    text COLLATE "C",
    input_tokens       bigint,
    output_tokens      bigint,
    cached_tokens      bigint,
    cache_write_tokens bigint,
    reasoning_tokens   bigint,
    cost               numeric,
    first_token_nanos  bigint,
    source             text COLLATE "C" NOT NULL,
    dialect            text COLLATE "C",
    environment        text COLLATE "C",
    replay_of          text COLLATE "C",
    tags               text[] NOT NULL DEFAULT '{}',
    status_message     text,
    input              text,
    output             text,
    attributes         json NOT NULL DEFAULT '{}',
    events             json NOT NULL DEFAULT '[]',
    links              json NOT NULL DEFAULT '[]',
    resource           json NOT NULL DEFAULT '{}',
    scope              json NOT NULL DEFAULT '{}',
    otlp               json,
    exact              bytea,
    -- start_time is here only because PostgreSQL asks for the partition column: a span is (trace_id, span_id).
    PRIMARY KEY (trace_id, span_id, start_time)
) PARTITION BY RANGE (start_time);

-- Compressing on the way in halves the speed of writing; what repeats is better stored once.
ALTER TABLE agno_spans ALTER COLUMN attributes SET STORAGE EXTERNAL;
ALTER TABLE agno_spans ALTER COLUMN events SET STORAGE EXTERNAL;
ALTER TABLE agno_spans ALTER COLUMN exact SET STORAGE EXTERNAL;

-- Slow and failing tools: answered from this index alone.
CREATE INDEX agno_spans_tools ON agno_spans (start_time, span_name) INCLUDE (end_time, status)
    WHERE span_name LIKE 'tool.%';

CREATE TABLE agno_spans_default PARTITION OF agno_spans DEFAULT;

CREATE TABLE runtree_runs (
    trace_id                text COLLATE "C" NOT NULL,
    span_id                 text COLLATE "C" NOT NULL,
    run_id                  text COLLATE "C" NOT NULL,
    parent_run_id           text COLLATE "C",
    type                    text COLLATE "C" NOT NULL,
    start_time              timestamptz NOT NULL,
    end_time                timestamptz,
    start_nanos             smallint NOT NULL DEFAULT 0,
    end_nanos               smallint NOT NULL DEFAULT 0,
    last_sign               timestamptz NOT NULL,
    lease_until             timestamptz,
    status                  text COLLATE "C" NOT NULL,
    name                    text COLLATE "C" NOT NULL,
    agent_id                text COLLATE "C",
    team_id                 text COLLATE "C",
    workflow_id             text COLLATE "C",
    user_id                 text COLLATE "C",
    session_id              text COLLATE "C",
    producer_run_id         text COLLATE "C",
    model                   text COLLATE "C",
    input_tokens            bigint,
    output_tokens           bigint,
    cached_tokens           bigint,
    cache_write_tokens      bigint,
    reasoning_tokens        bigint,
    total_tokens            bigint,
    cost                    numeric,
    tree_input_tokens       bigint,
    tree_output_tokens      bigint,
    tree_cached_tokens      bigint,
    tree_cache_write_tokens bigint,
    tree_reasoning_tokens   bigint,
    tree_tokens             bigint,
    tree_cost               numeric,
    span_count              integer NOT NULL,
    error_count             integer NOT NULL,
    source                  text COLLATE "C" NOT NULL,
    replay_of               text COLLATE "C",
    dialect                 text COLLATE "C",
    environment             text COLLATE "C",
    tags                    text[] NOT NULL DEFAULT '{}',
    error                   text,
    input                   text,
    output                  text,
    PRIMARY KEY (trace_id, span_id)
);
CREATE INDEX runtree_runs_start ON runtree_runs (start_time DESC, trace_id, span_id);
CREATE INDEX runtree_runs_user ON runtree_runs (user_id, start_time DESC, trace_id, span_id);
CREATE INDEX runtree_runs_session ON runtree_runs (session_id, start_time DESC, trace_id, span_id);
CREATE INDEX runtree_runs_agent ON runtree_runs (agent_id, start_time DESC, trace_id, span_id);
CREATE INDEX runtree_runs_not_ok ON runtree_runs (start_time DESC, trace_id, span_id) WHERE status <> 'ok';
CREATE INDEX runtree_runs_producer ON runtree_runs (producer_run_id) WHERE producer_run_id IS NOT NULL;
CREATE INDEX runtree_runs_replay ON runtree_runs (replay_of) WHERE replay_of IS NOT NULL;

CREATE VIEW agno_sessions AS
SELECT run_id AS id, session_id, agent_id, user_id, model,
    runtree_run_status(status, last_sign, lease_until) AS status,
    start_time AS created_at,
    total_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost,
    name, type, trace_id, parent_run_id,
    runtree_run_end(status, end_time, last_sign, lease_until) AS end_time,
    runtree_run_error(status, error, lease_until) AS error,
    tree_tokens, tree_cost, span_count, error_count, input, output, source, replay_of, dialect, environment, tags
FROM runtree_runs WHERE type IN ('agent', 'call');

CREATE VIEW agno_team_sessions AS
SELECT run_id AS id, session_id, team_id, user_id, model,
    runtree_run_status(status, last_sign, lease_until) AS status,
    start_time AS created_at,
    total_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost,
    name, trace_id, parent_run_id,
    runtree_run_end(status, end_time, last_sign, lease_until) AS end_time,
    runtree_run_error(status, error, lease_until) AS error,
    tree_tokens, tree_cost, span_count, error_count, input, output, source, replay_of, dialect, environment, tags,
    agent_id
FROM runtree_runs WHERE type = 'team';

CREATE VIEW agno_workflow_sessions AS
SELECT run_id AS id, session_id, workflow_id, user_id, model,
    runtree_run_status(status, last_sign, lease_until) AS status,
    start_time AS created_at,
    total_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost,
    name, trace_id, parent_run_id,
    runtree_run_end(status, end_time, last_sign, lease_until) AS end_time,
    runtree_run_error(status, error, lease_until) AS error,
    tree_tokens, tree_cost, span_count, error_count, input, output, source, replay_of, dialect, environment, tags,
    agent_id
FROM runtree_runs WHERE type = 'workflow';

CREATE TABLE agno_approvals (
    id               text COLLATE "C" NOT NULL,
    run_id           text COLLATE "C" NOT NULL,
    session_id       text COLLATE "C",
    status           text COLLATE "C" NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'approved', 'rejected', 'expired', 'cancelled')),
    source_type      text COLLATE "C" NOT NULL,
    approval_type    text COLLATE "C" NOT NULL DEFAULT 'required',
    pause_type       text COLLATE "C" NOT NULL DEFAULT 'confirmation',
    tool_name        text COLLATE "C",
    tool_args        json,
    expires_at       timestamptz,
    agent_id         text COLLATE "C",
    team_id          text COLLATE "C",
    workflow_id      text COLLATE "C",
    user_id          text COLLATE "C",
    schedule_id      text COLLATE "C",
    schedule_run_id  text COLLATE "C",
    source_name      text COLLATE "C",
    requirements     json,
    context          json,
    resolution_data  json,
    resolved_by      text COLLATE "C",
    resolved_at      timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz,
    run_status       text COLLATE "C",
    PRIMARY KEY (id)
);
CREATE INDEX agno_approvals_queue ON agno_approvals (status, created_at);
CREATE INDEX agno_approvals_run ON agno_approvals (run_id);

-- What was decided and by whom. A row's hash covers its content and the hash of the row before it.
CREATE TABLE runtree_audit (
    seq            bigint NOT NULL,
    at             timestamptz NOT NULL,
    actor          text COLLATE "C" NOT NULL,
    action         text COLLATE "C" NOT NULL,
    subject        text COLLATE "C" NOT NULL,
    details        json NOT NULL DEFAULT '{}',
    previous_hash  bytea NOT NULL,
    hash           bytea NOT NULL,
    PRIMARY KEY (seq)
);

CREATE FUNCTION runtree_audit_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'runtree_audit only grows: its rows are neither changed nor deleted';
    END
    $$;
CREATE TRIGGER runtree_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON runtree_audit
    FOR EACH STATEMENT EXECUTE FUNCTION runtree_audit_is_append_only();
