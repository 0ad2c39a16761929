package dev.runtree.bench;

import java.time.Instant;
import java.util.List;

/**
 * Rows that no sender sent: a day of agents' runs with ten narrow spans each. All randomness is {@code random()} of one
 * connection, whose seed is set, so that the same rows are made each time.
 */
final class GeneratedSql {
    static final int USERS = 1_000;
    static final int SESSIONS_OF_USER = 25;
    static final int AGENTS = 20;
    static final int SPANS_OF_TRACE = 10;

    /** An agent that works for one user of few runs alone: the two filters that hardly meet in any other. */
    static final String RARE_AGENT = "agent-rare";

    static final String RARE_USER = "user-990";

    /** A tool that one of 8,192 runs called. */
    static final String RARE_TOOL = "refund";

    /** What readers and programs say of runs: a tenth of them are scored and reviewed, few are more than that. */
    static final List<String> ANNOTATIONS = List.of(
            "INSERT INTO runtree_scores (trace_id, span_id, name, run_id, value)"
                    + " SELECT trace_id, span_id, 'helpful', run_id, (('x' || left(span_id, 4))::bit(16)::integer % 100) / 100.0"
                    + " FROM runtree_runs WHERE trace_id < '1a' ON CONFLICT DO NOTHING",
            "INSERT INTO runtree_tags (trace_id, span_id, tag, run_id)"
                    + " SELECT trace_id, span_id, 'reviewed', run_id FROM runtree_runs WHERE trace_id < '1a' ON CONFLICT DO NOTHING",
            "INSERT INTO runtree_tags (trace_id, span_id, tag, run_id)"
                    + " SELECT trace_id, span_id, 'escalated', run_id FROM runtree_runs WHERE trace_id < '0001' ON CONFLICT DO NOTHING",
            "INSERT INTO runtree_stars (trace_id, span_id, run_id)"
                    + " SELECT trace_id, span_id, run_id FROM runtree_runs WHERE trace_id < '0042' ON CONFLICT DO NOTHING",
            "INSERT INTO runtree_notes (trace_id, span_id, run_id, note) SELECT trace_id, span_id, run_id,"
                    + " CASE WHEN trace_id < '0002' THEN 'The refund was wrong.' ELSE 'Looked at it.' END"
                    + " FROM runtree_runs WHERE trace_id < '0142' ON CONFLICT DO NOTHING",
            "ANALYZE runtree_scores, runtree_tags, runtree_stars, runtree_notes");

    /** For {@code formatted}: the day's number, its first moment, its last moment, how many; all made by us. */
    private static final String MADE = """
            CREATE TEMP TABLE made AS
            WITH drawn AS MATERIALIZED (
                SELECT n, %1$d AS day, '%2$s'::timestamptz
                        + ('%3$s'::timestamptz - '%2$s'::timestamptz) * ((n - 1) / %4$d.0) AS start_time,
                    floor(power(random(), 2) * 1000)::int AS u, floor(random() * 25)::int AS s,
                    floor(power(random(), 2) * 20)::int AS a, random() AS luck, random() AS length, random() AS m
                FROM generate_series(1, %4$d) AS n)
            SELECT md5('trace ' || day || ' ' || n) AS trace_id, left(md5('span ' || day || ' ' || n), 15) AS span,
                start_time, start_time + interval '1 second' * (2 + 60 * power(length, 4)) AS end_time,
                'user-' || u AS user_id, 'session-' || u || '-' || s AS session_id,
                CASE WHEN u = 990 AND s < 5 THEN 'agent-rare' ELSE 'agent-' || a END AS agent_id,
                CASE WHEN luck < 0.03 THEN 'error' WHEN luck < 0.035 THEN 'cancelled' WHEN luck < 0.0355 THEN 'paused'
                    ELSE 'ok' END AS status,
                (ARRAY['gpt-4o-mini', 'claude-sonnet-4-5', 'gpt-4o', 'gemini-2.5-flash'])[1 + floor(m * m * 4)::int] AS model,
                CASE WHEN luck < 0.03 THEN 1 ELSE 0 END + (SELECT count(*)::int FROM generate_series(2, 8, 2) AS i
                    WHERE (start_time + interval '1 second' * i)::text LIKE '%%77%%') AS failures
            FROM drawn""";

    /** What they counted is as long as what the writer keeps; all calls of tools are one tool's. */
    static final String TRACES = """
            INSERT INTO agno_traces (trace_id, start_time, last_start_time, end_time, span_count, error_count, status, name,
                run_id, agent_id, user_id, session_id, created_at, counted)
            SELECT trace_id, start_time, start_time + (end_time - start_time) * 0.9, end_time, 10,
                failures, status, agent_id, trace_id || '-' || span || '0', agent_id, user_id, session_id,
                start_time, '{"v":1,"at":' || hour || ',"words":["agent","' || agent_id || '","' || user_id
                    || '","production","' || status || '","llm","' || model || '","openai","ok","tool_1"],"runs":[[0,0,1,2,3,4,1,'
                    || micros || ',4900,0.0125,0,' || ceil(ln(micros) / ln(1.1)) || ',1]],"uses":[' || uses
                    || '],"tools":[[0,9,8,4,' || micros * 9 / 25 || ',' || ceil(ln(micros * 0.09) / ln(1.1)) || ',4]]}'
            FROM made,
                LATERAL (SELECT (extract(epoch FROM end_time - start_time) * 1000000)::bigint AS micros,
                    floor(extract(epoch FROM start_time) / 3600)::bigint AS hour,
                    (extract(epoch FROM start_time) % 3600 * 1000000)::bigint AS since_hour) AS times,
                LATERAL (SELECT string_agg(
                        '[' || since_hour + micros * i / 10 || ',5,6,7,2,1,0,800,180,0,0,0,0.0025,0]', ',') AS uses
                    FROM generate_series(1, 9, 2) AS i) AS calls""";

    static final String RUNS = """
            INSERT INTO runtree_runs (trace_id, span_id, run_id, type, start_time, end_time, last_sign, status, name, agent_id,
                user_id, session_id, model, input_tokens, output_tokens, total_tokens, cost, tree_input_tokens,
                tree_output_tokens, tree_tokens, tree_cost, span_count, error_count, source, dialect, environment, input,
                output, error)
            SELECT trace_id, span || '0', trace_id || '-' || span || '0', 'agent', start_time,
                CASE WHEN status <> 'paused' THEN end_time END, end_time, status, agent_id, agent_id, user_id, session_id,
                model, 4000, 900, 4900, 0.0125, 4000, 900, 4900, 0.0125, 10, failures, 'otlp', 'gen_ai',
                'production', 'What about the order of ' || user_id || ' in ' || session_id || '?',
                'It was sent on ' || start_time || ' and will be there soon.',
                CASE WHEN status = 'error' THEN 'Timed out' END
            FROM made""";

    /** For {@code formatted}: the attributes. */
    private static final String SPANS = """
            INSERT INTO runtree_spans (trace_id, span_id, parent_span_id, start_time, end_time, kind, status, span_name, name,
                model, provider, tool_name, agent_id, user_id, session_id, input_tokens, output_tokens, cost, cost_source,
                source, dialect, environment, input, output, attributes)
            SELECT trace_id, span || i, CASE WHEN i > 0 THEN span || '0' END,
                start_time + (end_time - start_time) * (i * 0.1),
                CASE WHEN i > 0 THEN start_time + (end_time - start_time) * (i * 0.1 + 0.09)
                    WHEN status <> 'paused' THEN end_time END,
                kind, CASE WHEN i = 0 AND status IN ('ok', 'error') THEN status
                    WHEN i = 0 AND status = 'paused' THEN 'running'
                    WHEN kind = 'tool' AND (start_time + interval '1 second' * i)::text LIKE '%%77%%' THEN 'error' ELSE 'ok' END,
                kind || '.' || CASE kind WHEN 'agent' THEN agent_id WHEN 'llm' THEN model ELSE tool END,
                CASE kind WHEN 'agent' THEN 'invoke_agent ' || agent_id WHEN 'llm' THEN 'chat ' || model
                    ELSE 'execute_tool ' || tool END,
                CASE kind WHEN 'llm' THEN model END, CASE kind WHEN 'llm' THEN 'openai' END,
                CASE kind WHEN 'tool' THEN tool END, agent_id, user_id, session_id,
                CASE kind WHEN 'llm' THEN 800 END, CASE kind WHEN 'llm' THEN 180 END,
                CASE kind WHEN 'llm' THEN 0.0025 END, CASE kind WHEN 'llm' THEN 'prices' END, 'otlp', 'gen_ai', 'production',
                'What is asked of step ' || i, 'What comes out of step ' || i, %s
            FROM made, LATERAL (
                SELECT i, CASE WHEN i = 0 THEN 'agent' WHEN i %% 2 = 1 THEN 'llm' ELSE 'tool' END AS kind,
                    CASE WHEN h %% 8192 = 11 AND i = 4 THEN 'refund' ELSE 'tool_' || ((ascii(right(span, 1)) + i) %% 20) END
                        AS tool, h
                FROM (SELECT ('x' || left(span, 4))::bit(16)::integer AS h) AS hashed, generate_series(0, 9) AS i) AS steps""";

    /** What filters and words ask of steps: said by all runs, by a quarter, by one of some thousand, by one of 65,536. */
    private static final String FEW_ATTRIBUTES = """
            CASE WHEN kind <> 'tool' THEN '{}' ELSE
                '{"gen_ai.tool.call.arguments":"{\\"order\\":\\"A-' || h || '\\"}","gen_ai.tool.call.result":"It is in the warehouse'
                || CASE WHEN h % 4096 = 7 AND i = 2 THEN ', but damaged' ELSE '' END || '","app.tier":"'
                || CASE WHEN h % 4 = 0 THEN 'gold' ELSE 'plain' END || '"'
                || CASE WHEN h = 4711 THEN ',"app.release":"canary"' ELSE '' END || '}' END""";

    /** 1.5 KB, which PostgreSQL does not compress. */
    private static final String WHOLE_ATTRIBUTES =
            "'{\"gen_ai.input.messages\":\"' || repeat(md5(span || i), 46) || '\"}'";

    private GeneratedSql() {}

    /** Makes ten spans of each trace, narrow ones or with as many attributes as SDKs give them. */
    static String spans(boolean whole) {
        return SPANS.formatted(whole ? WHOLE_ATTRIBUTES : FEW_ATTRIBUTES);
    }

    /** Makes a temporary table of the traces of a piece of a day, in the order of their start. */
    static String made(int day, int traces, Instant from, Instant to) {
        return MADE.formatted(day, from, to, traces);
    }
}
