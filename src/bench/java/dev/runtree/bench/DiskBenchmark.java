package dev.runtree.bench;

import dev.runtree.bench.load.Target;
import java.sql.Connection;
import java.sql.SQLException;

/** Bytes on disk a span of agent loops, beside one plain row a span with all attributes as {@code jsonb}. */
final class DiskBenchmark implements Section {
    private static final int CALLS = 20;
    private static final int CONNECTIONS = 4;

    /** With indexes, what lies out of line, and all partitions. */
    private static final String SIZE = "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
            + " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname ~ ?";

    private final Sizes sizes;

    DiskBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var stand = new Stand(sizes.folder());
                var serving = Serving.start(sizes.runtree(), stand.home());
                var connection = stand.connect()) {
            var batches = Stand.loops(51, CALLS);
            var ready = Stand.ready(batches, 0, batches.bodiesFor(sizes.loops()));
            var result = Stand.send(Target.http(serving.http()), CONNECTIONS, ready);
            report.line("loops: %,.0f spans/s, acknowledged after %s", result.spansPerSecond(), result.latencies());
            var reference = new CopyReference(connection);
            reference.copy(reference.rows(ready));
            var spans = (double) result.acknowledged();
            // As autovacuum leaves it in a while.
            vacuum(connection);
            var ours = size(connection, "^runtree_(spans|contents)_") / spans;
            var others = size(connection, "^(agno_traces|runtree_(runs|.*_hours|.*_days))$") / spans;
            report.line("runs, traces and roll-ups: %,.0f bytes a span more", others);
            report.figure(new Report.Figure(
                    Report.text("bytes on disk a span, agent loop of %d model calls", CALLS),
                    "<= 0.35 x plain rows",
                    Report.text("%,.0f", ours),
                    Report.text(
                            "%,.0f of plain rows with jsonb (%,.0f of attributes as text)",
                            reference.bytesOfRow(), reference.attributeBytes()),
                    Report.text("%.2f", ours / reference.bytesOfRow())));
        }
    }

    private static void vacuum(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("VACUUM");
        }
    }

    private static double size(Connection connection, String names) throws SQLException {
        try (var statement = connection.prepareStatement(SIZE)) {
            statement.setString(1, names);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getDouble(1) : Double.NaN;
            }
        }
    }
}
