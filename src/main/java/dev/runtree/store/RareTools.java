package dev.runtree.store;

import dev.runtree.store.FilterSql.Split;
import java.sql.SQLException;
import java.util.List;

/**
 * A filter that names tools is asked of the runs of a few traces where these tools were hardly ever called, or never: going
 * from run to run would read the whole list to find them.
 */
final class RareTools {
    /** Where there are more calls, going from run to run soon finds a page of them. */
    private static final int FEW = 1_000;

    private static final String CALLS = " FROM runtree_spans WHERE tool_name = ANY (?) LIMIT ?";

    private RareTools() {}

    /** The filter itself where the tools are not rare. */
    static Split narrowed(Reading reading, Split filter) throws SQLException {
        if (filter.isIndexed() || filter.isFew() || filter.steps().tools().isEmpty()) {
            return filter;
        }
        // By the index of tools, however common the planner takes them for.
        reading.set("enable_seqscan", "off");
        reading.set("enable_bitmapscan", "off");
        Object tools = filter.steps().tools().toArray(String[]::new);
        int calls = reading.list(
                        Sql.of("SELECT count(*) FROM (SELECT 1" + CALLS + ") calls", tools, FEW + 1),
                        row -> row.getInt(1))
                .getFirst();
        if (calls > FEW) {
            return filter;
        }
        List<String> traces = calls == 0
                ? List.of()
                : reading.list(Sql.of("SELECT trace_id" + CALLS, tools, FEW), row -> row.getString(1)).stream()
                        .distinct()
                        .toList();
        return filter.ofTraces(traces);
    }
}
