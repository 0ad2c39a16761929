package dev.runtree.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What statements of the user's can name in a database.
 *
 * @param tables the columns of each table and view that needs no schema before its name, in their order
 * @param spans names that spans of this database have: {@code tool.search}, {@code llm.gpt-5}
 */
public record SqlNames(Map<String, List<NamedColumn>> tables, List<String> spans) {
    public static final SqlNames NONE = new SqlNames(Map.of(), List.of());

    private static final int MOST = 1_000;

    private static final String COLUMNS = """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND NOT c.relispartition
          AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
          AND pg_table_is_visible(c.oid)
        ORDER BY c.relname, a.attnum
        """;

    /** The roll-ups know every name, at the cost of a few rows a day. */
    private static final String SPANS = """
        SELECT 'tool.' || tool FROM runtree_tool_days WHERE tool <> ''
        UNION
        SELECT CASE kind WHEN 'llm' THEN 'llm.' WHEN 'embedding' THEN 'embedding.' ELSE 'rerank.' END || model
        FROM runtree_model_days WHERE model <> '' AND kind IN ('llm', 'embedding', 'rerank')
        ORDER BY 1
        """;

    /** @param type such as {@code timestamp with time zone} */
    public record NamedColumn(String name, String type) {}

    public SqlNames {
        spans = List.copyOf(spans);
    }

    /** Reads them. */
    public static Query<SqlNames> of(Database database) {
        return new ReadQuery<>(database, SqlNames::read);
    }

    private static SqlNames read(Reading reading) throws SQLException {
        var tables = new LinkedHashMap<String, List<NamedColumn>>();
        reading.each(
                Sql.of(COLUMNS),
                row -> tables.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                        .add(new NamedColumn(row.getString(2), row.getString(3))));
        var areThere = tables.containsKey("runtree_tool_days") && tables.containsKey("runtree_model_days");
        return new SqlNames(
                tables, areThere ? reading.list(Sql.of(SPANS + " LIMIT " + MOST), row -> row.getString(1)) : List.of());
    }
}
