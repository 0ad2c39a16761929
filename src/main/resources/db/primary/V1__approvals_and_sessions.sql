-- The primary database, where traces have one of their own (decision 0017): approvals, audit, and the runs as the application
-- looks for them. Migrated apart from the schema of traces, of which it has nothing else.

-- A schema that was made for traces and holds none gives way: its views have the names of our tables.
DROP VIEW IF EXISTS agno_sessions, agno_team_sessions, agno_workflow_sessions;

-- By which the database of traces knows for whom it notes what has changed.
CREATE TABLE runtree_primary (
    id  uuid NOT NULL DEFAULT gen_random_uuid(),
    PRIMARY KEY (id)
);
INSERT INTO runtree_primary DEFAULT VALUES;

-- The same columns as the views of these names in the database of traces, whose rows are copied here after their commit.
CREATE TABLE agno_sessions (
    id                  text COLLATE "C" NOT NULL,
    session_id          text COLLATE "C",
    agent_id            text COLLATE "C",
    user_id             text COLLATE "C",
    model               text COLLATE "C",
    status              text COLLATE "C" NOT NULL,
    created_at          timestamptz NOT NULL,
    total_tokens        bigint,
    input_tokens        bigint,
    output_tokens       bigint,
    cached_tokens       bigint,
    cache_write_tokens  bigint,
    reasoning_tokens    bigint,
    cost                numeric,
    name                text COLLATE "C" NOT NULL,
    type                text COLLATE "C" NOT NULL,
    trace_id            text COLLATE "C" NOT NULL,
    parent_run_id       text COLLATE "C",
    end_time            timestamptz,
    error               text,
    tree_tokens         bigint,
    tree_cost           numeric,
    span_count          integer NOT NULL,
    error_count         integer NOT NULL,
    input               text,
    output              text,
    source              text COLLATE "C" NOT NULL,
    replay_of           text COLLATE "C",
    dialect             text COLLATE "C",
    environment         text COLLATE "C",
    tags                text[] NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX agno_sessions_user ON agno_sessions (user_id, created_at DESC, id);
CREATE INDEX agno_sessions_session ON agno_sessions (session_id, created_at DESC, id);
CREATE INDEX agno_sessions_start ON agno_sessions (created_at DESC, id);
CREATE INDEX agno_sessions_trace ON agno_sessions (trace_id);
CREATE INDEX agno_sessions_open ON agno_sessions (trace_id) WHERE status IN ('running', 'paused');

CREATE TABLE agno_team_sessions (
    id                  text COLLATE "C" NOT NULL,
    session_id          text COLLATE "C",
    team_id             text COLLATE "C",
    user_id             text COLLATE "C",
    model               text COLLATE "C",
    status              text COLLATE "C" NOT NULL,
    created_at          timestamptz NOT NULL,
    total_tokens        bigint,
    input_tokens        bigint,
    output_tokens       bigint,
    cached_tokens       bigint,
    cache_write_tokens  bigint,
    reasoning_tokens    bigint,
    cost                numeric,
    name                text COLLATE "C" NOT NULL,
    trace_id            text COLLATE "C" NOT NULL,
    parent_run_id       text COLLATE "C",
    end_time            timestamptz,
    error               text,
    tree_tokens         bigint,
    tree_cost           numeric,
    span_count          integer NOT NULL,
    error_count         integer NOT NULL,
    input               text,
    output              text,
    source              text COLLATE "C" NOT NULL,
    replay_of           text COLLATE "C",
    dialect             text COLLATE "C",
    environment         text COLLATE "C",
    tags                text[] NOT NULL,
    agent_id            text COLLATE "C",
    PRIMARY KEY (id)
);
CREATE INDEX agno_team_sessions_user ON agno_team_sessions (user_id, created_at DESC, id);
CREATE INDEX agno_team_sessions_session ON agno_team_sessions (session_id, created_at DESC, id);
CREATE INDEX agno_team_sessions_start ON agno_team_sessions (created_at DESC, id);
CREATE INDEX agno_team_sessions_trace ON agno_team_sessions (trace_id);
CREATE INDEX agno_team_sessions_open ON agno_team_sessions (trace_id) WHERE status IN ('running', 'paused');

CREATE TABLE agno_workflow_sessions (
    id                  text COLLATE "C" NOT NULL,
    session_id          text COLLATE "C",
    workflow_id         text COLLATE "C",
    user_id             text COLLATE "C",
    model               text COLLATE "C",
    status              text COLLATE "C" NOT NULL,
    created_at          timestamptz NOT NULL,
    total_tokens        bigint,
    input_tokens        bigint,
    output_tokens       bigint,
    cached_tokens       bigint,
    cache_write_tokens  bigint,
    reasoning_tokens    bigint,
    cost                numeric,
    name                text COLLATE "C" NOT NULL,
    trace_id            text COLLATE "C" NOT NULL,
    parent_run_id       text COLLATE "C",
    end_time            timestamptz,
    error               text,
    tree_tokens         bigint,
    tree_cost           numeric,
    span_count          integer NOT NULL,
    error_count         integer NOT NULL,
    input               text,
    output              text,
    source              text COLLATE "C" NOT NULL,
    replay_of           text COLLATE "C",
    dialect             text COLLATE "C",
    environment         text COLLATE "C",
    tags                text[] NOT NULL,
    agent_id            text COLLATE "C",
    PRIMARY KEY (id)
);
CREATE INDEX agno_workflow_sessions_user ON agno_workflow_sessions (user_id, created_at DESC, id);
CREATE INDEX agno_workflow_sessions_session ON agno_workflow_sessions (session_id, created_at DESC, id);
CREATE INDEX agno_workflow_sessions_start ON agno_workflow_sessions (created_at DESC, id);
CREATE INDEX agno_workflow_sessions_trace ON agno_workflow_sessions (trace_id);
CREATE INDEX agno_workflow_sessions_open ON agno_workflow_sessions (trace_id) WHERE status IN ('running', 'paused');

CREATE TABLE IF NOT EXISTS agno_approvals (
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
CREATE INDEX IF NOT EXISTS agno_approvals_queue ON agno_approvals (status, created_at);
CREATE INDEX IF NOT EXISTS agno_approvals_run ON agno_approvals (run_id);

-- What was decided and by whom. A row's hash covers its content and the hash of the row before it.
CREATE TABLE IF NOT EXISTS runtree_audit (
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

CREATE OR REPLACE FUNCTION runtree_audit_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'runtree_audit only grows: its rows are neither changed nor deleted';
    END
    $$;
CREATE OR REPLACE TRIGGER runtree_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON runtree_audit
    FOR EACH STATEMENT EXECUTE FUNCTION runtree_audit_is_append_only();
