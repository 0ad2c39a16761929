package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    private static final String TRACE = "0123456789abcdef0123456789abcdef";
    private static final long MILLI = 1_000_000;

    private static Span span(String id, @Nullable String parent, long start, @Nullable Long end) {
        return Span.builder(new SpanId(TRACE, id), id, SpanKind.TOOL)
                .parent(parent)
                .time(start * MILLI, end == null ? null : Long.valueOf(end * MILLI))
                .build();
    }

    /** Such as {@code a 0-10, b 20-30}, in the order of the tree. */
    private static List<String> path(Span... spans) {
        return path(0, spans);
    }

    private static List<String> path(long now, Span... spans) {
        var tree = SpanTree.of(Arrays.asList(spans));
        var path = CriticalPath.of(tree, now * MILLI);
        var steps = new ArrayList<String>();
        for (var i = 0; i < tree.size(); i++) {
            var name = tree.span(i).name();
            path.each(i, (from, to) -> steps.add(name + " " + from / MILLI + "-" + to / MILLI));
        }
        return steps;
    }

    @Test
    void aLoneStepIsItsOwnPath() {
        assertThat(path(span("a", null, 0, 100L))).containsExactly("a 0-100");
    }

    @Test
    void betweenItsChildrenTheTimeIsTheParents() {
        assertThat(path(span("a", null, 0, 100L), span("b", "a", 10, 30L), span("c", "a", 50, 90L)))
                .containsExactly("a 0-10", "a 30-50", "a 90-100", "b 10-30", "c 50-90");
    }

    @Test
    void ofStepsSideBySideTheLastToEndCounts() {
        assertThat(path(span("a", null, 0, 100L), span("b", "a", 10, 90L), span("c", "a", 10, 60L)))
                .containsExactly("a 0-10", "a 90-100", "b 10-90");
    }

    @Test
    void whatEndedBeforeTheLastOneBeganComesBefore() {
        assertThat(path(
                        span("a", null, 0, 100L),
                        span("b", "a", 0, 40L),
                        span("c", "a", 0, 70L),
                        span("d", "a", 50, 100L)))
                .containsExactly("a 40-50", "b 0-40", "d 50-100");
    }

    @Test
    void aStepNobodyWaitedForIsNotOnThePath() {
        assertThat(path(span("a", null, 0, 100L), span("b", "a", 10, 40L), span("later", "b", 20, 80L)))
                .containsExactly("a 0-10", "a 40-100", "b 10-40");
    }

    @Test
    void whatOutlivesEverythingIsTheEndOfThePath() {
        assertThat(path(span("a", null, 0, 100L), span("b", "a", 10, 40L), span("later", "b", 30, 180L)))
                .containsExactly("a 0-10", "b 10-30", "later 30-180");
    }

    @Test
    void clocksMayDifferALittle() {
        assertThat(path(span("r", null, 0, 200L), span("a", "r", 0, 100L), span("b", "a", 10, 101L)))
                .containsExactly("r 100-200", "a 0-10", "b 10-100");
    }

    @Test
    void childrenOutsideTheirParentsAreCutToThem() {
        assertThat(path(span("a", null, 50, 100L), span("b", "a", 20, 60L), span("c", "b", 10, 60L)))
                .containsExactly("a 60-100", "c 50-60");
    }

    @Test
    void aStepThatStillRunsEndsNow() {
        assertThat(path(100, span("a", null, 0, null), span("b", "a", 20, null)))
                .containsExactly("a 0-20", "b 20-100");
    }

    @Test
    void allTopsAreOnePath() {
        assertThat(path(span("a", null, 0, 40L), span("b", null, 60, 100L))).containsExactly("a 0-40", "b 60-100");
    }

    @Test
    void itsTimesAddUpAndChainsAreNoProblem() {
        var spans = new ArrayList<Span>();
        for (var i = 0; i < 50_000; i++) {
            spans.add(span("s" + i, i == 0 ? null : "s" + (i - 1), i, 200_000L - i));
        }
        var tree = SpanTree.of(spans);
        var path = CriticalPath.of(tree, 0);
        assertThat(path.nanos()).isEqualTo(200_000 * MILLI);
        assertThat(path.size()).isEqualTo(50_000);
        assertThat(path.nanos(0)).isEqualTo(2 * MILLI);
        assertThat(path.contains(49_999)).isTrue();
    }

    @Test
    void nothingHasNoPath() {
        assertThat(CriticalPath.of(SpanTree.of(List.of()), 0).nanos()).isZero();
    }
}
