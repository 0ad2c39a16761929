-- Runs that wait for people, and an audit whose values can be erased without breaking its chain (decisions 0132, 0133).
-- docs/schema.md says what each table and column is for. The primary schema makes the same of itself.

-- A run that waits for decisions is this row and nothing else: no process remembers it.
CREATE TABLE runtree_paused_runs (
    run_id             text COLLATE "C" NOT NULL,
    type               text COLLATE "C" NOT NULL,
    runner_id          text COLLATE "C" NOT NULL,
    name               text COLLATE "C" NOT NULL,
    user_id            text COLLATE "C",
    session_id         text COLLATE "C",
    definition         text COLLATE "C",
    definition_digest  text COLLATE "C",
    frames             json,
    begun              text[] COLLATE "C" NOT NULL DEFAULT '{}',
    holder             text COLLATE "C",
    held_until         timestamptz,
    claims             integer NOT NULL DEFAULT 0,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id)
);
CREATE INDEX runtree_paused_runs_runner ON runtree_paused_runs (runner_id, created_at);
ALTER TABLE runtree_paused_runs ALTER COLUMN frames SET STATISTICS 0;

ALTER TABLE agno_approvals ADD COLUMN top_run_id text COLLATE "C";
ALTER TABLE agno_approvals ADD COLUMN erased_at timestamptz;
CREATE INDEX agno_approvals_top_run ON agno_approvals (top_run_id) WHERE top_run_id IS NOT NULL;
CREATE INDEX agno_approvals_newest ON agno_approvals (created_at DESC, id);
CREATE INDEX agno_approvals_deadline ON agno_approvals (expires_at) WHERE status = 'pending';
ALTER TABLE agno_approvals ALTER COLUMN tool_args SET STATISTICS 0;
ALTER TABLE agno_approvals ALTER COLUMN resolution_data SET STATISTICS 0;

-- Rows of form 1 are hashed over their values. Those of form 2 are hashed over a digest of each value, salted where it may tell
-- of a person: such a value is erased with its salt, and its digest stays in the chain.
ALTER TABLE runtree_audit ADD COLUMN form smallint NOT NULL DEFAULT 1;
ALTER TABLE runtree_audit ADD COLUMN actor_salt bytea;
ALTER TABLE runtree_audit ADD COLUMN actor_digest bytea;
ALTER TABLE runtree_audit ADD COLUMN actor_erased bigint;
ALTER TABLE runtree_audit ADD COLUMN subject_salt bytea;
ALTER TABLE runtree_audit ADD COLUMN subject_digest bytea;
ALTER TABLE runtree_audit ADD COLUMN subject_erased bigint;
ALTER TABLE runtree_audit ADD COLUMN details_salt bytea;
ALTER TABLE runtree_audit ADD COLUMN details_digest bytea;
ALTER TABLE runtree_audit ADD COLUMN details_erased bigint;
ALTER TABLE runtree_audit ALTER COLUMN details SET STATISTICS 0;
CREATE INDEX runtree_audit_subject ON runtree_audit (subject);

-- Whether a value of a row is as it was, or was just erased on the record.
CREATE FUNCTION runtree_audit_kept_or_erased(
    old_value text, old_salt bytea, old_erased bigint, new_value text, new_salt bytea, new_erased bigint, erased_value text)
    RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT (new_value = old_value AND new_salt IS NOT DISTINCT FROM old_salt AND new_erased IS NOT DISTINCT FROM old_erased)
        OR (old_erased IS NULL AND new_erased IS NOT NULL AND new_value = erased_value AND new_salt IS NULL)
    $$;

CREATE FUNCTION runtree_audit_erases_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF (NEW.seq, NEW.at, NEW.action, NEW.previous_hash, NEW.hash, NEW.form)
                IS DISTINCT FROM (OLD.seq, OLD.at, OLD.action, OLD.previous_hash, OLD.hash, OLD.form)
            OR (NEW.actor_digest, NEW.subject_digest, NEW.details_digest)
                IS DISTINCT FROM (OLD.actor_digest, OLD.subject_digest, OLD.details_digest)
            OR NOT runtree_audit_kept_or_erased(OLD.actor, OLD.actor_salt, OLD.actor_erased,
                NEW.actor, NEW.actor_salt, NEW.actor_erased, '')
            OR NOT runtree_audit_kept_or_erased(OLD.subject, OLD.subject_salt, OLD.subject_erased,
                NEW.subject, NEW.subject_salt, NEW.subject_erased, '')
            OR NOT runtree_audit_kept_or_erased(OLD.details::text, OLD.details_salt, OLD.details_erased,
                NEW.details::text, NEW.details_salt, NEW.details_erased, '{}')
            OR EXISTS (SELECT 1 FROM unnest(ARRAY[NEW.actor_erased, NEW.subject_erased, NEW.details_erased]) AS erased (by_seq)
                WHERE by_seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM runtree_audit
                    WHERE seq = by_seq AND seq > NEW.seq AND action = 'audit.erase'))
        THEN
            RAISE EXCEPTION 'runtree_audit only grows: its rows are neither changed nor deleted, and values in them are erased by runtree approvals erase';
        END IF;
        RETURN NEW;
    END
    $$;

DROP TRIGGER runtree_audit_append_only ON runtree_audit;
CREATE TRIGGER runtree_audit_append_only BEFORE DELETE OR TRUNCATE ON runtree_audit
    FOR EACH STATEMENT EXECUTE FUNCTION runtree_audit_is_append_only();
CREATE TRIGGER runtree_audit_erases BEFORE UPDATE ON runtree_audit
    FOR EACH ROW EXECUTE FUNCTION runtree_audit_erases_only();
