package dev.runtree.store;

import static dev.runtree.store.RowTable.number;

import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanTree;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.rollup.Contribution;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code agno_traces}: a trace as a row, named after its first top-level run. */
final class TraceRows {
    /** How long a run of this process is believed alive without a renewal. */
    static final int LEASE_SECONDS = 30;

    /**
     * A trace that is written.
     *
     * @param counted what it adds to the roll-ups
     */
    record Row(SpanTree tree, TraceRuns runs, Contribution counted) {
        Run top() {
            return runs.top();
        }

        long start() {
            return tree.spans().stream().mapToLong(Span::startNanos).min().orElseThrow();
        }

        long lastStart() {
            return tree.spans().stream().mapToLong(Span::startNanos).max().orElseThrow();
        }

        @Nullable Long end() {
            return tree.spans().stream()
                    .map(Span::endNanos)
                    .filter(Objects::nonNull)
                    .max(Long::compare)
                    .orElse(null);
        }

        /** Whether a process of ours should be keeping it alive. */
        boolean leased() {
            return runs.runs().stream()
                    .map(TraceRuns.DerivedRun::run)
                    .anyMatch(run -> run.status() == RunStatus.RUNNING
                            && (run.source() == Source.RUNTIME || run.source() == Source.REPLAY));
        }
    }

    static final RowTable<Row> TABLE = new RowTable<>(
            "agno_traces",
            List.of(
                    new Column<>("trace_id", "text", row -> row.top().id().traceId()),
                    new Column<>("start_time", "timestamptz", row -> PgTime.text(row.start())),
                    new Column<>("last_start_time", "timestamptz", row -> PgTime.text(row.lastStart())),
                    new Column<>("end_time", "timestamptz", row -> PgTime.text(row.end())),
                    new Column<>("created_at", "timestamptz", row -> PgTime.text(row.start())),
                    new Column<>(
                            "span_count", "integer", row -> number(row.tree().size())),
                    new Column<>(
                            "error_count", "integer", row -> number(row.runs().errorCount())),
                    text("status", run -> run.status().word()),
                    text("name", Run::name),
                    text("run_id", Run::runId),
                    text("agent_id", run -> run.actor().agentId()),
                    text("team_id", run -> run.actor().teamId()),
                    text("workflow_id", run -> run.actor().workflowId()),
                    text("user_id", run -> run.actor().userId()),
                    text("session_id", run -> run.actor().sessionId()),
                    new Column<>("counted", "text", row -> ContributionText.print(row.counted()))));

    static final String REPLACE = "ON CONFLICT (trace_id) DO UPDATE SET "
            + Stream.of(TABLE.columnNames().split(", "))
                    .filter(name -> !name.equals("trace_id"))
                    .map(name -> name + " = excluded." + name)
                    .collect(Collectors.joining(", "));

    /** Gives traces with a run of this process a lease, and runs the lease of their trace. */
    static final String LEASE = "UPDATE agno_traces SET lease_until ="
            + " greatest(lease_until, now() + make_interval(secs => ?)) WHERE trace_id = ANY (?)";

    static final String LEASE_RUNS = "UPDATE runtree_runs r SET lease_until = t.lease_until FROM agno_traces t"
            + " WHERE t.trace_id = r.trace_id AND r.trace_id = ANY (?) AND r.status = 'running'"
            + " AND r.source IN ('runtime', 'replay') AND r.lease_until IS DISTINCT FROM t.lease_until";

    private TraceRows() {}

    private static Column<Row> text(String name, Function<Run, @Nullable String> value) {
        return new Column<>(name, "text", row -> value.apply(row.top()));
    }
}
