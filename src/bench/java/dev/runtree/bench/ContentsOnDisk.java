package dev.runtree.bench;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.BenchConnections;
import dev.runtree.store.Database;
import dev.runtree.store.SpanWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many bytes on disk a span takes, with what its trace repeats stored once, beside a plain table of the same columns with
 * JSON as {@code jsonb}, PostgreSQL's own compression and a primary key. Both with indexes and what lies out of line, after
 * VACUUM.
 */
final class ContentsOnDisk {
    private static final int CALLS = 20;
    private static final int TRACES = 40;

    private ContentsOnDisk() {}

    /** Bytes a span. */
    record Figures(String what, double ours, double plain, double spansPerSecond) {
        double ratio() {
            return ours / plain;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-40s %6.0f bytes a span, plain rows %6.0f: %.2f (written at %,.0f spans/s)",
                    what,
                    ours,
                    plain,
                    ratio(),
                    spansPerSecond);
        }
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        System.out.println(Machine.describe());
        var home = new RuntreeHome(Files.createTempDirectory("runtree-bench"));
        try (var database = Database.open(new DatabaseTarget.Embedded(), home);
                var connection = BenchConnections.connect(database)) {
            measure(database, connection, Conversations.Dialect.GEN_AI, true);
            for (var dialect : Conversations.Dialect.values()) {
                System.out.println(measure(database, connection, dialect, true));
                System.out.println(measure(database, connection, dialect, false));
            }
        }
    }

    /**
     * Empties the tables of the database and fills them with loops of model calls.
     *
     * @param atOnce whether each trace comes in one batch, else call by call
     */
    static Figures measure(Database database, Connection connection, Conversations.Dialect dialect, boolean atOnce)
            throws SQLException {
        execute(connection, "TRUNCATE runtree_spans, runtree_contents, runtree_runs, agno_traces");
        var conversations = new Conversations(dialect, dialect.ordinal() + (atOnce ? 10 : 20));
        var batches = new ArrayList<List<RecordedSpan>>();
        for (var i = 0; i < TRACES; i++) {
            var bodies = conversations.trace(CALLS).stream()
                    .map(ContentsOnDisk::read)
                    .toList();
            if (atOnce) {
                batches.add(bodies.stream().flatMap(List::stream).toList());
            } else {
                batches.addAll(bodies);
            }
        }
        var spans = batches.stream().mapToInt(List::size).sum();
        var begun = System.nanoTime();
        try (var writer = new SpanWriter(database, new SpanLogs(Prices.none()))) {
            batches.forEach(writer::write);
        }
        var seconds = (System.nanoTime() - begun) / 1e9;
        execute(connection, "DROP TABLE IF EXISTS bench_plain");
        execute(connection, "CREATE TABLE bench_plain AS SELECT * FROM agno_spans LIMIT 0");
        for (var column : List.of("attributes", "events", "links", "resource", "scope", "otlp")) {
            execute(connection, "ALTER TABLE bench_plain ALTER " + column + " TYPE jsonb USING NULL");
        }
        execute(
                connection,
                "INSERT INTO bench_plain SELECT trace_id, span_id, parent_span_id, start_time, end_time, start_nanos,"
                        + " end_nanos, kind, status, span_name, name, model, provider, tool_name, agent_id, team_id, workflow_id,"
                        + " user_id, session_id, producer_run_id, input_tokens, output_tokens, cached_tokens, cache_write_tokens,"
                        + " reasoning_tokens, cost, cost_source, price_date, first_token_nanos, source, dialect, environment,"
                        + " replay_of, tags, status_message, input, output, attributes::jsonb, events::jsonb, links::jsonb,"
                        + " resource::jsonb, scope::jsonb, otlp::jsonb, exact FROM agno_spans");
        execute(connection, "ALTER TABLE bench_plain ADD PRIMARY KEY (trace_id, span_id)");
        execute(connection, "VACUUM runtree_spans, runtree_contents, bench_plain");
        return new Figures(
                dialect + (atOnce ? ", in one batch" : ", call by call"),
                size(connection, "runtree_(spans|contents)_.*") / spans,
                size(connection, "bench_plain") / spans,
                spans / seconds);
    }

    private static List<RecordedSpan> read(ExportTraceServiceRequest body) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, body.toByteArray(), Source.OTLP)
                .spans();
    }

    private static double size(Connection connection, String tables) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT sum(pg_total_relation_size(c.oid))::float8 FROM pg_class c WHERE c.relkind = 'r'"
                        + " AND c.relnamespace = current_schema()::regnamespace AND c.relname ~ ('^(' || ? || ')$')")) {
            statement.setString(1, tables);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getDouble(1) : Double.NaN;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
