package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelfTimesTest {
    private static final String TRACE = "0123456789abcdef0123456789abcdef";

    @Test
    void aLeafSpendsAllItsTimeItself() {
        assertThat(selfTimes(span("a", null, 100, 350L))).containsExactly(250L);
    }

    @Test
    void whatChildrenCoverIsNotTheParents() {
        assertThat(selfTimes(span("a", null, 0, 100L), span("b", "a", 10, 30L), span("c", "a", 50, 60L)))
                .containsExactly(70L, 20L, 10L);
    }

    @Test
    void childrenThatOverlapAreCountedOnce() {
        assertThat(selfTimes(
                        span("a", null, 0, 100L),
                        span("b", "a", 10, 50L),
                        span("c", "a", 20, 30L),
                        span("d", "a", 40, 70L)))
                .startsWith(40L);
    }

    @Test
    void aChildOutsideItsParentTakesOnlyWhatItCovers() {
        assertThat(selfTimes(span("a", null, 50, 100L), span("b", "a", 0, 60L), span("c", "a", 90, 500L)))
                .startsWith(30L);
        assertThat(selfTimes(span("a", null, 50, 100L), span("b", "a", 200, 300L)))
                .startsWith(50L);
    }

    @Test
    void aChildThatStillRunsCoversTheRestOfItsParent() {
        assertThat(selfTimes(span("a", null, 0, 100L), span("b", "a", 40, null)))
                .containsExactly(40L, null);
    }

    @Test
    void grandchildrenCountForTheirParentOnly() {
        assertThat(selfTimes(span("a", null, 0, 100L), span("b", "a", 0, 50L), span("c", "b", 10, 20L)))
                .containsExactly(50L, 40L, 10L);
    }

    private static List<@Nullable Long> selfTimes(Span... spans) {
        var tree = SpanTree.of(List.of(spans));
        var times = SelfTimes.of(tree);
        var all = new java.util.ArrayList<@Nullable Long>();
        for (int i = 0; i < tree.size(); i++) {
            all.add(times.nanos(i));
        }
        return all;
    }

    private static Span span(String id, @Nullable String parent, long start, @Nullable Long end) {
        return Span.builder(new SpanId(TRACE, id), id, SpanKind.OTHER)
                .parent(parent)
                .time(start, end)
                .build();
    }
}
