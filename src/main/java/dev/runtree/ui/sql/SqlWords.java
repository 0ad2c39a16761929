package dev.runtree.ui.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Words of the language: what is coloured as one, and what is offered while a statement is written. */
final class SqlWords {
    private static final Set<String> KEYWORDS = words("""
        all analyze and any array as asc at between both by case cast collate costs cross cube current_date
        current_timestamp desc distinct else end escape except exists explain extract false fetch filter
        for format from group grouping having ilike in inner intersect interval into is
        isnull join lateral leading left like limit localtimestamp materialized natural not notnull
        null nulls of offset on only or order ordinality outer over overlaps partition recursive right
        rollup select show similar some symmetric table tablesample then ties timestamp
        timestamptz to trailing true unbounded union unique using values verbose when where window with within
        insert update delete create drop alter set begin commit rollback returning
        bigint boolean bytea decimal int integer numeric precision real smallint varchar
        """);

    /** Those that begin or join the parts of a question, to be offered. */
    static final List<String> OFFERED = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP BY",
            "ORDER BY",
            "HAVING",
            "LIMIT",
            "OFFSET",
            "JOIN",
            "LEFT JOIN",
            "CROSS JOIN",
            "LATERAL",
            "ON",
            "USING",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "ILIKE",
            "BETWEEN",
            "IS NULL",
            "IS NOT NULL",
            "EXISTS",
            "DISTINCT",
            "AS",
            "WITH",
            "UNION ALL",
            "EXCEPT",
            "INTERSECT",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "ASC",
            "DESC",
            "NULLS LAST",
            "FILTER (WHERE ",
            "OVER (",
            "PARTITION BY",
            "INTERVAL '",
            "EXPLAIN (ANALYZE, BUFFERS)",
            "VALUES",
            "WITHIN GROUP (ORDER BY ",
            "WITH ORDINALITY",
            "TRUE",
            "FALSE",
            "NULL");

    /** Functions that questions to traces use often, with what they are given. */
    static final List<Function> FUNCTIONS = List.of(
            new Function("count", "*"),
            new Function("sum", "x"),
            new Function("avg", "x"),
            new Function("min", "x"),
            new Function("max", "x"),
            new Function("percentile_cont", "0.95) WITHIN GROUP (ORDER BY x"),
            new Function("date_trunc", "'hour', t"),
            new Function("date_bin", "'15 min', t, timestamptz 'epoch'"),
            new Function("now", ""),
            new Function("age", "t"),
            new Function("extract", "epoch FROM t"),
            new Function("to_char", "t, 'YYYY-MM-DD'"),
            new Function("coalesce", "x, y"),
            new Function("nullif", "x, y"),
            new Function("greatest", "x, y"),
            new Function("least", "x, y"),
            new Function("round", "x, digits"),
            new Function("floor", "x"),
            new Function("ceil", "x"),
            new Function("abs", "x"),
            new Function("string_agg", "x, ', '"),
            new Function("array_agg", "x"),
            new Function("bool_or", "x"),
            new Function("bool_and", "x"),
            new Function("jsonb_array_elements", "json"),
            new Function("jsonb_array_elements_text", "json"),
            new Function("jsonb_each", "json"),
            new Function("jsonb_object_keys", "json"),
            new Function("jsonb_array_length", "json"),
            new Function("jsonb_pretty", "json"),
            new Function("jsonb_path_query", "json, path"),
            new Function("jsonb_agg", "x"),
            new Function("generate_series", "from, to, step"),
            new Function("unnest", "array"),
            new Function("length", "text"),
            new Function("lower", "text"),
            new Function("upper", "text"),
            new Function("left", "text, n"),
            new Function("substring", "text, from, n"),
            new Function("split_part", "text, by, n"),
            new Function("replace", "text, from, to"),
            new Function("starts_with", "text, beginning"),
            new Function("regexp_replace", "text, pattern, by"),
            new Function("concat", "x, y"),
            new Function("width_bucket", "x, low, high, n"),
            new Function("row_number", ""),
            new Function("rank", ""),
            new Function("lag", "x"),
            new Function("lead", "x"),
            new Function("first_value", "x"),
            new Function("random", ""));

    /** What columns of kind and status have. */
    static final List<String> VALUES = List.of(
            "ok",
            "error",
            "running",
            "unset",
            "paused",
            "cancelled",
            "pending",
            "approved",
            "rejected",
            "expired",
            "agent",
            "team",
            "workflow",
            "step",
            "llm",
            "tool",
            "hook",
            "guardrail",
            "retrieval",
            "embedding",
            "rerank",
            "delegation",
            "approval",
            "other",
            "call",
            "otlp",
            "import",
            "runtime",
            "replay");

    private SqlWords() {}

    /** @param given what stands between the parentheses, to be read */
    record Function(String name, String given) {}

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    private static Set<String> words(String all) {
        var words = new TreeSet<String>();
        for (var line : all.lines().toList()) {
            words.addAll(List.of(line.strip().split(" +", -1)));
        }
        return words;
    }
}
