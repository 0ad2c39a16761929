package dev.runtree.model;

import dev.runtree.model.StepGroup.By;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the time, the tokens and the money of a run went: by kind of step, tool, model and agent. Sums over all kinds, and
 * over all agents, are the run's own figures to the nanosecond and the last decimal. Made once for a run, in time that grows
 * with its spans, then summed for any part of it. Immutable.
 */
public final class RunStatistics {
    private static final int NONE = -1;

    private final SpanTree tree;
    private final SelfTimes selfTimes;
    private final CountedUsage usage;
    private final CriticalPath path;
    private final long[] pathNanos;
    private final boolean[] modelCalls;
    private final boolean[] errorStarts;
    private final boolean[] agentStarts;
    private final Map<By, Grouping> groupings = new EnumMap<>(By.class);

    /** Which group each place is in, {@link #NONE} for none. */
    private static final class Grouping {
        private final List<StepGroup> groups;
        private final int[] groupAt;

        Grouping(List<StepGroup> groups, int[] groupAt) {
            this.groups = groups;
            this.groupAt = groupAt;
        }

        List<StepGroup> groups() {
            return groups;
        }

        int at(int place) {
            return groupAt[place];
        }
    }

    /**
     * Sums of a run or of a part of it.
     *
     * @param total over all steps
     * @param groups of each grouping, those with steps, by self time
     * @param path how much of the critical path is each kind's; of the whole run
     * @param idleNanos how much of it is nobody's
     */
    public record Summary(GroupSum total, Map<By, List<Line>> groups, Map<SpanKind, Long> path, long idleNanos) {
        /** The length of the critical path, nanoseconds: the run's duration. */
        public long pathNanos() {
            return idleNanos + path.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** A group and what its steps add up to. */
    public record Line(StepGroup group, GroupSum sum) {}

    private RunStatistics(SpanTree tree, CountedUsage usage) {
        this.tree = tree;
        this.usage = usage;
        this.selfTimes = SelfTimes.of(tree);
        this.path = CriticalPath.of(tree);
        this.pathNanos = workOnPath(path, tree.size());
        this.modelCalls = CountedUsage.calls(tree);
        this.errorStarts = errorStarts(tree);
        this.agentStarts = new boolean[tree.size()];
        groupings.put(By.KIND, byKind());
        groupings.put(By.TOOL, byTool());
        groupings.put(By.MODEL, byModel());
        groupings.put(By.AGENT, byAgent());
    }

    /** Of a run and the runs beneath it. */
    public static RunStatistics of(Trace trace) {
        var tree = SpanTree.of(trace.spans());
        return new RunStatistics(tree, usage(tree, trace.run().tree()));
    }

    /**
     * Whose usage counts. The steps around the run are not here, and one of them may have told the cost of all: then the run's
     * figures, which were made with them, say so.
     */
    private static CountedUsage usage(SpanTree tree, Usage told) {
        for (var above : CountedCost.Above.values()) {
            var usage = CountedUsage.of(tree, above);
            if (isSameCost(sum(tree, usage), told)) {
                return usage;
            }
        }
        return CountedUsage.of(tree);
    }

    private static Usage sum(SpanTree tree, CountedUsage usage) {
        var sum = new UsageSum();
        for (var i = 0; i < tree.size(); i++) {
            usage.addTo(sum, i);
        }
        return sum.sum();
    }

    private static boolean isSameCost(Usage a, Usage b) {
        var one = a.cost();
        var other = b.cost();
        var isSame = (one == null || other == null) ? (one == null && other == null) : one.compareTo(other) == 0;
        return isSame && a.unpriced() == b.unpriced();
    }

    private static long[] workOnPath(CriticalPath path, int size) {
        var nanos = new long[size];
        for (var i = 0; i < path.size(); i++) {
            if (!path.isIdle(i)) {
                nanos[path.place(i)] += path.end(i) - path.start(i);
            }
        }
        return nanos;
    }

    private static boolean[] errorStarts(SpanTree tree) {
        var starts = new boolean[tree.size()];
        for (var i = tree.size() - 1; i >= 0; i--) {
            starts[i] |= tree.span(i).failed();
        }
        for (var i = 0; i < tree.size(); i++) {
            if (tree.parent(i) >= 0 && tree.span(i).failed()) {
                starts[tree.parent(i)] = false;
            }
        }
        return starts;
    }

    private Grouping byKind() {
        return group(place -> {
            var kind = tree.span(place).kind();
            return new StepGroup(By.KIND, kind.lowerCase(), kind);
        });
    }

    private Grouping byTool() {
        return group(place -> {
            var span = tree.span(place);
            return span.kind() == SpanKind.TOOL ? new StepGroup(By.TOOL, subject(span), SpanKind.TOOL) : null;
        });
    }

    private Grouping byModel() {
        return group(place -> {
            var span = tree.span(place);
            var isCall = CountedUsage.isModelCall(span.kind());
            if (!isCall && usage.spent(place).isNone()) {
                return null;
            }
            return new StepGroup(By.MODEL, span.model(), isCall ? span.kind() : SpanKind.LLM);
        });
    }

    private Grouping byAgent() {
        var membership = new RunMembership(tree);
        for (var run = 0; run < membership.size(); run++) {
            if (membership.spanOf(run) >= 0 && !membership.isCall(run)) {
                agentStarts[membership.spanOf(run)] = true;
            }
        }
        return group(place -> {
            var run = membership.runOf(place);
            if (run == RunMembership.NONE || membership.isCall(run)) {
                return new StepGroup(By.AGENT, null, SpanKind.OTHER);
            }
            var span = tree.span(membership.spanOf(run));
            return new StepGroup(By.AGENT, subject(span), span.kind());
        });
    }

    /** What the canonical name names: the tool, the agent. */
    private static String subject(Span span) {
        var name = span.plainName().substring(span.plainName().indexOf('.') + 1);
        return name.isBlank() || name.equals("unknown") ? span.name() : name;
    }

    private interface Grouper {
        @Nullable StepGroup of(int place);
    }

    private Grouping group(Grouper grouper) {
        var numbers = new LinkedHashMap<StepGroup, Integer>();
        var groupAt = new int[tree.size()];
        for (var i = 0; i < groupAt.length; i++) {
            var group = grouper.of(i);
            groupAt[i] = group == null ? NONE : numbers.computeIfAbsent(group, any -> numbers.size());
        }
        return new Grouping(List.copyOf(numbers.keySet()), groupAt);
    }

    /** The steps, in the order in which {@link Trace#spans} has them. */
    public SpanTree tree() {
        return tree;
    }

    public CriticalPath criticalPath() {
        return path;
    }

    /** The sums of the whole run. */
    public Summary whole() {
        var all = new BitSet(tree.size());
        all.set(0, tree.size());
        return of(all);
    }

    /** The sums of some steps of the run, by their places in {@link #tree}. The critical path stays that of the run. */
    public Summary of(BitSet steps) {
        var total = new Adding();
        var groups = new EnumMap<By, List<Line>>(By.class);
        for (var place = steps.nextSetBit(0); place >= 0; place = steps.nextSetBit(place + 1)) {
            total.add(place, true);
        }
        for (var by : By.values()) {
            groups.put(by, lines(by, steps));
        }
        var work = new EnumMap<SpanKind, Long>(SpanKind.class);
        var idle = path.nanos();
        for (var i = 0; i < pathNanos.length; i++) {
            if (pathNanos[i] > 0) {
                work.merge(tree.span(i).kind(), pathNanos[i], Long::sum);
                idle -= pathNanos[i];
            }
        }
        return new Summary(total.sum(), groups, work, idle);
    }

    private List<Line> lines(By by, BitSet steps) {
        var grouping = Objects.requireNonNull(groupings.get(by));
        var sums = new Adding[grouping.groups().size()];
        for (var place = steps.nextSetBit(0); place >= 0; place = steps.nextSetBit(place + 1)) {
            var group = grouping.at(place);
            if (group != NONE) {
                sums[group] = sums[group] == null ? new Adding() : sums[group];
                sums[group].add(place, isCall(by, place));
            }
        }
        var lines = new ArrayList<Line>();
        for (var i = 0; i < sums.length; i++) {
            if (sums[i] != null) {
                lines.add(new Line(grouping.groups().get(i), sums[i].sum()));
            }
        }
        lines.sort((a, b) -> Long.compare(b.sum().selfNanos(), a.sum().selfNanos()));
        return List.copyOf(lines);
    }

    private boolean isCall(By by, int place) {
        return switch (by) {
            case KIND, TOOL -> true;
            // What is taken from a record was a call when it was recorded.
            case MODEL ->
                modelCalls[place]
                        || (CountedUsage.isModelCall(tree.span(place).kind())
                                && tree.span(place).isRecorded());
            case AGENT -> agentStarts[place];
        };
    }

    /** The places of a group's steps, from the longest self time to the shortest. */
    public int[] places(StepGroup group) {
        var grouping = Objects.requireNonNull(groupings.get(group.by()));
        var number = grouping.groups().indexOf(group);
        return IntStream.range(0, tree.size())
                .filter(place -> number != NONE && grouping.at(place) == number)
                .boxed()
                .sorted((a, b) -> Long.compare(self(b), self(a)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private long self(int place) {
        var nanos = selfTimes.nanos(place);
        return nanos == null ? 0 : nanos;
    }

    private final class Adding {
        private final UsageSum used = new UsageSum();
        private int steps;
        private int calls;
        private int errors;
        private int failed;
        private int running;
        private long nanos;
        private long longestNanos = NONE;
        private int longest = NONE;
        private long onPath;
        private long vectorTokens;

        void add(int place, boolean isCall) {
            var span = tree.span(place);
            steps++;
            calls += isCall ? 1 : 0;
            errors += errorStarts[place] ? 1 : 0;
            failed += isCall && span.failed() ? 1 : 0;
            running += selfTimes.nanos(place) == null ? 1 : 0;
            nanos += self(place);
            if (self(place) > longestNanos) {
                longestNanos = self(place);
                longest = place;
            }
            onPath += pathNanos[place];
            usage.addTo(used, place);
            vectorTokens += usage.vectorTokens(place);
        }

        GroupSum sum() {
            return new GroupSum(
                    steps,
                    calls,
                    errors,
                    failed,
                    running,
                    nanos,
                    Math.max(0, longestNanos),
                    longest,
                    onPath,
                    used.sum(),
                    vectorTokens);
        }
    }
}
