package dev.runtree.store;

import dev.runtree.query.Condition;
import dev.runtree.query.Condition.All;
import dev.runtree.query.RunFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statement behind a list of runs as a person reads it, with its values in it. It is for showing; what is run binds them. */
final class ListSql {
    private static final int WIDTH = 80;
    private static final Pattern CLAUSE = Pattern.compile("(?<!epoch) (FROM|WHERE|UNION|JOIN) ");
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private final FilterSql filter;

    ListSql(FilterSql filter) {
        this.filter = filter;
    }

    /** @param schema in which the tables are; {@code null} when unknown */
    String of(Condition condition, @Nullable String schema, int limit) {
        var parts = condition instanceof All(var all) ? all : List.of(condition);
        var lines = new ArrayList<String>();
        lines.add("-- The runs of this filter, newest first, " + limit + " at a time.");
        if (!filter.split(condition).isIndexed()) {
            lines.add("-- No index answers all of it: the window asks it of one stretch of time after the other.");
        }
        if (new RunFilter(condition).hasWords()) {
            lines.add("-- The words are also looked for in payloads, step by step:"
                    + " this statement finds them in names and beginnings alone.");
        }
        if (schema != null && !schema.equals("public")) {
            lines.add("-- In psql, say first: SET search_path TO " + name(schema) + ";");
        }
        lines.add("SELECT " + wrapped("run_id, " + RunRows.COLUMNS, "  "));
        lines.add("FROM runtree_runs");
        if (!parts.isEmpty()) {
            lines.add("WHERE "
                    + parts.stream()
                            .map(part -> inlined(broken(filter.of(part))))
                            .collect(Collectors.joining("\n  AND ")));
        }
        lines.add(RunSlices.NEWEST_FIRST.strip());
        lines.add("LIMIT " + limit);
        return String.join("\n", lines);
    }

    private static String name(String schema) {
        return PLAIN_NAME.matcher(schema).matches() ? schema : '"' + schema.replace("\"", "\"\"") + '"';
    }

    private static Sql broken(Sql sql) {
        return sql.text().contains("EXISTS (WITH")
                ? new Sql(CLAUSE.matcher(sql.text()).replaceAll("\n      $1 "), sql.values())
                : sql;
    }

    private static String wrapped(String columns, String indent) {
        var lines = new StringBuilder();
        var line = 0;
        for (var column : columns.split(", (?![^(]*\\))", -1)) {
            if (line > 0) {
                boolean full = indent.length() + line + column.length() > WIDTH;
                lines.append(full ? ",\n" + indent : ", ");
                line = full ? 0 : line;
            }
            lines.append(column);
            line += column.length() + 2;
        }
        return lines.toString();
    }

    /** With its values in their places. No text of ours has a question mark but for those. */
    static String inlined(Sql sql) {
        var text = new StringBuilder();
        var values = sql.values().iterator();
        for (var c : sql.text().toCharArray()) {
            if (c == '?') {
                text.append(literal(values.next()));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String literal(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            default -> quoted(value.toString());
        };
    }

    /** Backslashes are doubled behind an E, which means the same whatever the server takes them for. */
    private static String quoted(String text) {
        var doubled = text.replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
