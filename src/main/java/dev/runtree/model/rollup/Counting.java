package dev.runtree.model.rollup;

import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One walk through a trace that counts what it adds to the roll-ups. Times are whole microseconds, as the database has them. */
final class Counting {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final String TOOL = SpanKind.TOOL.spanName(null).replace("unknown", "");

    private final TraceRuns trace;
    private final int mostUses;
    private final boolean[] modelCalls;
    private final Map<ModelKey, Tally> models = new HashMap<>();
    private final List<ModelUse> uses = new ArrayList<>();
    private final Map<ToolKey, Tally> tools = new HashMap<>();

    /** @param mostUses how many uses of models are wanted one by one */
    Counting(TraceRuns trace, int mostUses) {
        this.trace = trace;
        this.mostUses = mostUses;
        this.modelCalls = trace.modelCalls();
    }

    Contribution contribution() {
        var runs = new HashMap<RunKey, Tally>();
        trace.runs().forEach(derived -> {
            var end = derived.run().endNanos();
            count(derived.run(), end == null ? derived.lastSignNanos() : end, runs);
        });
        var tree = trace.tree();
        for (var place = 0; place < tree.size(); place++) {
            countUse(tree.span(place), place);
            countTool(tree.span(place));
        }
        return uses.size() <= mostUses
                ? Contribution.listing(amounts(runs), uses, amounts(tools))
                : Contribution.summing(amounts(runs), amounts(models), amounts(tools));
    }

    /** What runs count by themselves; each that has ended says when. */
    static Map<RunKey, Amounts> runs(Collection<Run> all) {
        var runs = new HashMap<RunKey, Tally>();
        for (var run : all) {
            count(run, run.endNanos() == null ? run.startNanos() : run.endNanos(), runs);
        }
        return amounts(runs);
    }

    private static void count(Run run, long endNanos, Map<RunKey, Tally> runs) {
        if (run.status() == RunStatus.RUNNING || run.status() == RunStatus.PAUSED) {
            return;
        }
        var start = micros(run.startNanos());
        var duration = micros(endNanos) - start;
        var tally = runs.computeIfAbsent(key(run, start), key -> new Tally(RunKey.AMOUNTS));
        tally.add(0, 1);
        tally.add(1, duration);
        tally.add(2, orZero(run.own().total()));
        addCost(run.own(), 3, tally);
        tally.addDuration(duration);
    }

    private static RunKey key(Run run, long start) {
        return new RunKey(
                hour(start),
                run.type().word(),
                Word.of(run.name()),
                Word.of(run.actor().userId()),
                Word.of(run.environment()),
                run.status().word());
    }

    private void countUse(Span span, int place) {
        var used = trace.spentAt(place);
        if (!modelCalls[place] && used.isNone()) {
            return;
        }
        var start = micros(span.startNanos());
        var key = new ModelKey(
                hour(start),
                span.kind().lowerCase(),
                Word.of(span.model()),
                Word.of(span.provider()),
                Word.of(trace.userAt(place)));
        add(span, used, modelCalls[place], models.computeIfAbsent(key, absent -> new Tally(ModelKey.AMOUNTS)));
        if (uses.size() <= mostUses) {
            var alone = new Tally(ModelKey.AMOUNTS);
            add(span, used, modelCalls[place], alone);
            uses.add(new ModelUse(start, key, alone.amounts()));
        }
    }

    private static void add(Span span, Usage used, boolean isCall, Tally tally) {
        tally.add(0, isCall ? 1 : 0);
        tally.add(1, isCall && span.failed() ? 1 : 0);
        tally.add(2, orZero(used.input()));
        tally.add(3, orZero(used.output()));
        tally.add(4, orZero(used.cached()));
        tally.add(5, orZero(used.cacheWrite()));
        tally.add(6, orZero(used.reasoning()));
        addCost(used, 7, tally);
    }

    private static void addCost(Usage used, int at, Tally tally) {
        if (used.cost() != null) {
            tally.add(at, used.cost());
        }
        tally.add(at + 1, used.unpriced());
    }

    /** By the canonical name, which a step taken from a record does not have. */
    private void countTool(Span span) {
        if (span.kind() != SpanKind.TOOL || !span.spanName().startsWith(TOOL)) {
            return;
        }
        var start = micros(span.startNanos());
        var key = new ToolKey(
                hour(start),
                Word.of(span.spanName().substring(TOOL.length())),
                span.status().word());
        var tally = tools.computeIfAbsent(key, absent -> new Tally(ToolKey.AMOUNTS));
        tally.add(0, 1);
        if (span.endNanos() != null) {
            var duration = micros(span.endNanos()) - start;
            tally.add(1, duration);
            tally.addDuration(duration);
        }
    }

    private static <K> Map<K, Amounts> amounts(Map<K, Tally> tallies) {
        return tallies.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().amounts()));
    }

    private static long micros(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_MICRO);
    }

    private static long hour(long micros) {
        return Math.floorDiv(micros, MICROS_PER_HOUR);
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
