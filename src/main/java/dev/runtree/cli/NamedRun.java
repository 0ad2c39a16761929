package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what a word on the command line names: a run by its id, by the producer's own run id, by a unique prefix
 * or by {@code <start of trace id>-<start of span id>}; or a trace by its id.
 */
final class NamedRun {
    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
    private static final int CANDIDATES_SHOWN = 5;

    private final RunQueries queries;

    NamedRun(RunQueries queries) {
        this.queries = queries;
    }

    /** The run with what is beneath it; for the id of a trace, or the beginning of one, the whole trace. */
    Trace find(String word) {
        if (TRACE_ID.matcher(word).matches()) {
            return queries.trace(word).fetch().orElseThrow(() -> unknown(word));
        }
        List<Run> runs = queries.named(word).fetch();
        if (runs.isEmpty()) {
            throw unknown(word);
        }
        Run first = runs.getFirst();
        if (runs.size() == 1) {
            return queries.run(first.id()).fetch().orElseThrow(() -> unknown(word));
        }
        String traceId = first.id().traceId();
        if (runs.stream().allMatch(run -> run.id().traceId().equals(traceId)) && traceId.startsWith(word)) {
            return queries.trace(traceId).fetch().orElseThrow(() -> unknown(word));
        }
        throw ambiguous(word, runs);
    }

    /** The runs that these words name, each once. */
    static List<SpanId> ids(NamedRun named, List<String> words) {
        return words.stream()
                .map(word -> named.find(word).run().id())
                .distinct()
                .toList();
    }

    private static Failure unknown(String word) {
        return new Failure("There is no run or trace \"" + word + "\". \"runtree ls\" lists the runs.");
    }

    private static Failure ambiguous(String word, List<Run> runs) {
        Instant now = Instant.now();
        String candidates = runs.stream()
                .limit(CANDIDATES_SHOWN)
                .map(run -> run.runId() + " (" + run.name() + ", "
                        + Figures.time(Figures.instant(run.startNanos()), now, ZoneId.systemDefault()) + ")")
                .collect(Collectors.joining(", "));
        String more = runs.size() > CANDIDATES_SHOWN ? " and others" : "";
        return new Failure(
                "\"" + word + "\" begins the ids of several runs: " + candidates + more + ". Give more of it.");
    }
}
