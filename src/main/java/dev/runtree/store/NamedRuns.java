package dev.runtree.store;

import dev.runtree.model.Run;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds the runs that a word names. */
final class NamedRuns {
    /** So many are named at most. */
    static final int MOST = 100;

    private static final int TRACE_LENGTH = 32;

    /** As lists show ids: some of the trace's, and some of the span's. */
    private static final Pattern TWO_BEGINNINGS = Pattern.compile("([0-9a-f]{4,31})-([0-9a-f]{1,16})");

    private static final String SELECT = "SELECT " + RunRows.SHOWN + " FROM runtree_runs WHERE ";
    private static final String NEWEST_FIRST = RunSlices.NEWEST_FIRST + " LIMIT ?";

    private final Reading reading;

    NamedRuns(Reading reading) {
        this.reading = reading;
    }

    List<Run> find(String word) throws SQLException {
        var name = SpanCleaner.key(word.strip());
        if (name.isEmpty()) {
            return List.of();
        }
        var exact = runs(Sql.of(SELECT + "run_id = ?", name).and("trace_id = ?", traceOf(name)));
        if (!exact.isEmpty()) {
            return exact;
        }
        var found = beginning(name.toLowerCase(Locale.ROOT));
        return found.isEmpty()
                ? runs(Sql.of(SELECT + "producer_run_id = ?", name).plus(NEWEST_FIRST, MOST))
                : topFirst(found);
    }

    private List<Run> beginning(String word) throws SQLException {
        var found = ofTraces(traceOf(word), "run_id", word);
        var halves = TWO_BEGINNINGS.matcher(word);
        return found.isEmpty() && halves.matches() ? ofTraces(halves.group(1), "span_id", halves.group(2)) : found;
    }

    /** Runs of the traces whose ids begin so, in which that column begins so. */
    private List<Run> ofTraces(String trace, String column, String beginning) throws SQLException {
        return runs(Sql.of(
                        SELECT + "trace_id >= ? AND trace_id <= ? AND starts_with(" + column + ", ?)",
                        trace,
                        trace + "g",
                        beginning)
                .plus(NEWEST_FIRST, MOST));
    }

    /** Of the runs of one trace the one that all others belong to comes first. */
    private List<Run> topFirst(List<Run> found) throws SQLException {
        var trace = found.getFirst().id().traceId();
        if (found.size() == 1
                || !found.stream().allMatch(run -> run.id().traceId().equals(trace))) {
            return found;
        }
        var top = runs(
                Sql.of(SELECT + "trace_id = ? AND parent_run_id IS NULL ORDER BY start_time, span_id LIMIT 1", trace));
        var all = new LinkedHashSet<>(top);
        all.addAll(found);
        return all.stream().limit(MOST).toList();
    }

    private List<Run> runs(Sql question) throws SQLException {
        return reading.list(question, RunRows::run);
    }

    private static String traceOf(String runId) {
        return runId.substring(0, Math.min(TRACE_LENGTH, runId.length()));
    }
}
