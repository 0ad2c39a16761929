package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.RandomRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    private static final String TRACE = "0123456789abcdef0123456789abcdef";

    @Test
    void stepsOneAfterTheOtherAreTheWholePathAndTheGapsTheirParents() {
        assertThat(path(agent("a", null, 0, 100), llm("b", "a", 10, 40), tool("c", "a", 50, 90)))
                .containsExactly("a 0-10 idle", "b 10-40", "a 40-50 idle", "c 50-90", "a 90-100 idle");
    }

    @Test
    void ofParallelStepsTheOneThatEndsLastCounts() {
        assertThat(path(agent("a", null, 0, 100), tool("b", "a", 0, 40), tool("c", "a", 0, 100), tool("d", "a", 5, 60)))
                .containsExactly("c 0-100");
    }

    @Test
    void whatEndedBeforeTheLastParallelStepBeganCountsBeforeIt() {
        assertThat(path(
                        agent("a", null, 0, 100),
                        llm("b", "a", 0, 20),
                        tool("c", "a", 20, 30),
                        tool("d", "a", 20, 70),
                        llm("e", "a", 70, 100)))
                .containsExactly("b 0-20", "d 20-70", "e 70-100");
    }

    @Test
    void aChildThatOutlivesItsParentCountsUpToItsEnd() {
        assertThat(path(agent("a", null, 0, 100), llm("b", "a", 40, 100_000)))
                .containsExactly("a 0-40 idle", "b 40-100");
    }

    @Test
    void aBackgroundStepThatOutlivesAllHidesNothing() {
        assertThat(path(
                        agent("a", null, 0, 100),
                        hook("x", "a", 5, 500),
                        llm("b", "a", 0, 40),
                        tool("c", "a", 42, 100)))
                .containsExactly("b 0-40", "x 40-42", "c 42-100");
    }

    @Test
    void stepsThatOverlapABitAreBothOnThePath() {
        assertThat(path(agent("a", null, 0, 100), llm("b", "a", 0, 51), tool("c", "a", 50, 100)))
                .containsExactly("b 0-50", "c 50-100");
    }

    @Test
    void goesIntoWhatRanMeanwhileAgainAndAgain() {
        assertThat(path(
                        agent("a", null, 0, 100),
                        agent("m", "a", 0, 200),
                        llm("m1", "m", 0, 25),
                        tool("m2", "m", 30, 80),
                        llm("b", "a", 20, 40),
                        llm("c", "a", 60, 100)))
                .containsExactly("m1 0-20", "b 20-40", "m2 40-60", "c 60-100");
    }

    @Test
    void aChildThatBeganBeforeItsParentCountsFromItsStart() {
        assertThat(path(agent("a", null, 50, 100), llm("b", "a", 0, 80))).containsExactly("b 50-80", "a 80-100 idle");
    }

    @Test
    void whatAModelCallOrToolSpendsItselfIsWork() {
        assertThat(path(tool("a", null, 0, 100), llm("b", "a", 10, 40)))
                .containsExactly("a 0-10", "b 10-40", "a 40-100");
    }

    @Test
    void anAgentOfWhichNoStepIsKnownIsWork() {
        assertThat(path(agent("a", null, 0, 100))).containsExactly("a 0-100");
    }

    @Test
    void betweenSeveralTopsNothingRan() {
        assertThat(path(llm("a", null, 0, 10), llm("b", null, 15, 30)))
                .containsExactly("a 0-10", "nowhere 10-15 idle", "b 15-30");
    }

    @Test
    void whatStillRunsRunsUntilTheLastSign() {
        assertThat(path(
                        agent("a", null, 0, null),
                        llm("b", "a", 0, 30),
                        tool("c", "a", 35, null),
                        llm("d", "c", 40, 60)))
                .containsExactly("b 0-30", "a 30-35 idle", "c 35-40", "d 40-60");
    }

    @Test
    void aMomentHasNoPath() {
        assertThat(path(agent("a", null, 7, 7))).isEmpty();
        assertThat(CriticalPath.of(SpanTree.of(List.of())).size()).isZero();
    }

    @Test
    void coversTheRunWithoutAGapAndIsIdleOnlyWhereNothingRan() {
        for (long seed = 0; seed < 3_000; seed++) {
            var tree = SpanTree.of(new RandomRuns(seed).next(24));
            var path = CriticalPath.of(tree);
            assertCovers(tree, path, seed);
            for (var i = 0; i < path.size(); i++) {
                assertOnlyItself(tree, path, i, seed);
            }
        }
    }

    @Test
    void aHundredThousandStepsThatOverlapInEveryWay() {
        var spans = new ArrayList<Span>();
        spans.add(agent("root", null, 0, 1_000_000));
        spans.add(agent("behind", "root", 0, 2_000_000));
        for (var i = 0; i < 50_000; i++) {
            spans.add(llm("r" + i, "root", i * 20L, (int) (i * 20L + 15)));
            spans.add(tool("b" + i, "behind", i * 20L, 2_000_000 - i));
        }
        var tree = SpanTree.of(spans);
        var path = CriticalPath.of(tree);
        assertThat(path.nanos()).isEqualTo(1_000_000);
        assertThat(tree.span(path.place(path.size() - 1)).kind()).isEqualTo(SpanKind.TOOL);
        assertThat(IntStream.range(0, path.size())
                        .filter(i -> tree.span(path.place(i)).kind() == SpanKind.LLM))
                .as("all calls that came one after the other")
                .hasSize(50_000);
    }

    private static void assertCovers(SpanTree tree, CriticalPath path, long seed) {
        var isOneTop = tree.end(0) == tree.size();
        var last = tree.spans().stream().mapToLong(span -> end(span, 0)).max().orElseThrow();
        var first = tree.spans().stream().mapToLong(Span::startNanos).min().orElseThrow();
        var start = isOneTop ? tree.span(0).startNanos() : first;
        var end = isOneTop ? end(tree.span(0), last) : last;
        assertThat(path.nanos()).as("seed " + seed).isEqualTo(end - start);
        for (var i = 0; i < path.size(); i++) {
            assertThat(path.end(i)).as("seed " + seed).isGreaterThan(path.start(i));
        }
        if (path.size() > 0) {
            assertThat(path.start(0)).isEqualTo(start);
        }
    }

    /** A stretch lies within its step, and none of the steps inside it ran then. */
    private static void assertOnlyItself(SpanTree tree, CriticalPath path, int stretch, long seed) {
        var last = tree.spans().stream().mapToLong(span -> end(span, 0)).max().orElseThrow();
        var place = path.place(stretch);
        if (place >= 0) {
            assertThat(tree.span(place).startNanos()).isLessThanOrEqualTo(path.start(stretch));
            assertThat(end(tree.span(place), last)).isGreaterThanOrEqualTo(path.end(stretch));
        }
        for (var i = 0; i < tree.size(); i++) {
            if (tree.parent(i) == place) {
                var overlap = Math.min(end(tree.span(i), last), path.end(stretch))
                        - Math.max(tree.span(i).startNanos(), path.start(stretch));
                assertThat(overlap).as("seed " + seed + " stretch " + stretch).isLessThanOrEqualTo(0);
            }
        }
    }

    private static long end(Span span, long last) {
        var end = span.endNanos();
        return end == null ? Math.max(span.startNanos(), last) : Math.max(span.startNanos(), end);
    }

    private static List<String> path(Span... spans) {
        var tree = SpanTree.of(List.of(spans));
        var path = CriticalPath.of(tree);
        var all = new ArrayList<String>();
        for (var i = 0; i < path.size(); i++) {
            var name = path.place(i) < 0 ? "nowhere" : tree.span(path.place(i)).name();
            all.add(name + " " + path.start(i) + "-" + path.end(i) + (path.isIdle(i) ? " idle" : ""));
        }
        return all;
    }

    private static Span agent(String id, @Nullable String parent, long start, @Nullable Integer end) {
        return span(SpanKind.AGENT, id, parent, start, end);
    }

    private static Span llm(String id, @Nullable String parent, long start, @Nullable Integer end) {
        return span(SpanKind.LLM, id, parent, start, end);
    }

    private static Span tool(String id, @Nullable String parent, long start, @Nullable Integer end) {
        return span(SpanKind.TOOL, id, parent, start, end);
    }

    private static Span hook(String id, @Nullable String parent, long start, @Nullable Integer end) {
        return span(SpanKind.HOOK, id, parent, start, end);
    }

    private static Span span(SpanKind kind, String id, @Nullable String parent, long start, @Nullable Integer end) {
        return Span.builder(new SpanId(TRACE, id), id, kind)
                .parent(parent)
                .time(start, end == null ? null : Long.valueOf(end))
                .build();
    }
}
