--# Token spend by model | 30 days, from the daily roll-ups
SELECT model, sum(input_tokens + output_tokens) AS tokens
FROM runtree_model_days
WHERE kind = 'llm' AND day > current_date - 30
GROUP BY model
ORDER BY tokens DESC;

--# Top-10 slowest tools last hour | average duration and calls
-- Top-10 slowest tools last hour
SELECT
    span_name,
    AVG(end_time - start_time) AS avg_duration,
    COUNT(*) AS calls
FROM agno_spans
WHERE span_name LIKE 'tool.%'
  AND start_time > NOW() - INTERVAL '1 hour'
GROUP BY span_name
ORDER BY avg_duration DESC
LIMIT 10;

--# A user's last 100 runs | the run history of one user
SELECT id, agent_id, model, status, created_at, total_tokens
FROM agno_sessions
WHERE user_id = 'user-123'
ORDER BY created_at DESC
LIMIT 100;

--# Run latency by agent | p50, p95 and p99 in seconds, 7 days
SELECT name, count(*) AS runs,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM end_time - created_at)) AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM end_time - created_at)) AS p95,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM end_time - created_at)) AS p99
FROM agno_sessions
WHERE created_at > now() - interval '7 days' AND end_time IS NOT NULL
GROUP BY name
ORDER BY p95 DESC;

--# Runs per hour | 2 days, ready to be plotted
SELECT date_trunc('hour', created_at) AS hour, count(*) AS runs
FROM agno_sessions
WHERE created_at > now() - interval '2 days'
GROUP BY hour
ORDER BY hour;

--# Token spend by model, from the runs | the same question to the sessions
SELECT model, sum(total_tokens) AS tokens, round(sum(cost), 4) AS dollars, count(*) AS runs
FROM agno_sessions
WHERE created_at > now() - interval '30 days'
GROUP BY model
ORDER BY tokens DESC NULLS LAST;

--# Cost per day | 30 days, ready to be plotted
SELECT day, sum(cost) AS dollars
FROM runtree_model_days
WHERE day > current_date - 30
GROUP BY day
ORDER BY day;

--# Tool failure rate | share of calls that failed, 7 days
SELECT span_name, count(*) AS calls,
       count(*) FILTER (WHERE status = 'error') AS failed,
       round(100.0 * count(*) FILTER (WHERE status = 'error') / count(*), 1) AS percent
FROM agno_spans
WHERE span_name LIKE 'tool.%' AND start_time > now() - interval '7 days'
GROUP BY span_name
ORDER BY percent DESC, calls DESC;

--# Failed tool calls | the newest, with what was said; open the run from span_id
SELECT start_time, span_name, status_message, trace_id, span_id
FROM agno_spans
WHERE status = 'error' AND span_name LIKE 'tool.%' AND start_time > now() - interval '7 days'
ORDER BY start_time DESC
LIMIT 100;

--# User activity by day | runs and tokens of each user, 14 days
SELECT user_id, created_at::date AS day, count(*) AS runs, sum(total_tokens) AS tokens
FROM agno_sessions
WHERE user_id IS NOT NULL AND created_at > now() - interval '14 days'
GROUP BY user_id, day
ORDER BY day DESC, runs DESC;

--# Approval queue | what waits, the oldest first
SELECT created_at, now() - created_at AS waiting, tool_name, user_id, tool_args, run_id
FROM agno_approvals
WHERE status = 'pending'
ORDER BY created_at;

--# Failed runs | the newest, with the error
SELECT created_at, name, user_id, error, id AS run_id
FROM agno_sessions
WHERE status = 'error'
ORDER BY created_at DESC
LIMIT 100;

--# Most expensive runs | with the runs beneath them, 30 days
SELECT name, user_id, tree_cost, tree_tokens, span_count, created_at, id AS run_id
FROM agno_sessions
WHERE created_at > now() - interval '30 days' AND parent_run_id IS NULL
ORDER BY tree_cost DESC NULLS LAST
LIMIT 50;

--# Slowest model calls | with the time to the first token, 1 day
SELECT span_name, end_time - start_time AS took, first_token_nanos / 1e9 AS first_token_seconds,
       input_tokens, output_tokens, trace_id, span_id
FROM agno_spans
WHERE kind = 'llm' AND start_time > now() - interval '1 day' AND end_time IS NOT NULL
ORDER BY took DESC
LIMIT 50;

--# Runs that call one tool again and again | loops, 7 days
SELECT trace_id, span_name, count(*) AS calls
FROM agno_spans
WHERE kind = 'tool' AND start_time > now() - interval '7 days'
GROUP BY trace_id, span_name
HAVING count(*) > 5
ORDER BY calls DESC
LIMIT 50;

--# Sessions with the most turns | 30 days
SELECT session_id, count(*) AS runs, min(created_at) AS first, max(created_at) AS last, sum(total_tokens) AS tokens
FROM agno_sessions
WHERE session_id IS NOT NULL AND parent_run_id IS NULL AND created_at > now() - interval '30 days'
GROUP BY session_id
ORDER BY runs DESC
LIMIT 50;

--# Share of input tokens read from the cache | by model, 7 days
SELECT model, sum(input_tokens) AS input, sum(cached_tokens) AS cached,
       round(100.0 * sum(cached_tokens) / nullif(sum(input_tokens), 0), 1) AS percent
FROM runtree_model_days
WHERE day > current_date - 7
GROUP BY model
ORDER BY input DESC;

--# Messages of a model call | a row each; put a trace's id in
SELECT s.span_id, n, message ->> 'role' AS role, message AS message
FROM agno_spans s, jsonb_array_elements((s.attributes ->> 'gen_ai.input.messages')::jsonb) WITH ORDINALITY AS m (message, n)
WHERE s.trace_id = '4bf92f3577b34da6a3ce929d0e0e4736' AND s.kind = 'llm'
ORDER BY s.start_time, n;

--# Attributes that no column has | names and how often, of the last day's steps
SELECT key, count(*) AS steps
FROM agno_spans s, json_object_keys(s.attributes) AS key
WHERE s.start_time > now() - interval '1 day'
GROUP BY key
ORDER BY steps DESC
LIMIT 200;

--# Scores of runs | what people and checks gave, with the run
SELECT *
FROM runtree_scores
ORDER BY created_at DESC
LIMIT 100;

--# Decisions | who approved what, from the audit
SELECT at, actor, action, details
FROM runtree_audit
ORDER BY seq DESC
LIMIT 100;

--# Size of the tables | on disk, partitions counted to their table
SELECT coalesce(parent.relname, c.relname) AS name,
       pg_size_pretty(sum(pg_total_relation_size(c.oid))) AS size, count(*) AS parts
FROM pg_class c
LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
LEFT JOIN pg_class parent ON parent.oid = i.inhparent
WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid) AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
GROUP BY 1
ORDER BY sum(pg_total_relation_size(c.oid)) DESC;

--# What runs on the server now | statements of all programs that this role may see
SELECT pid, state, now() - query_start AS since, application_name, left(query, 200) AS query
FROM pg_stat_activity
WHERE query <> '' AND pid <> pg_backend_pid()
ORDER BY query_start DESC NULLS LAST;
