package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunRowsTest {
    private static final String TRACE = "a".repeat(32);

    /** {@code "a", "a/b", "a/b/c!"}: paths name parents, an exclamation mark a failure. */
    private static SpanForest forest(String... paths) {
        return SpanForest.of(Arrays.stream(paths)
                .map(path -> {
                    var name = path.replace("!", "");
                    var cut = name.lastIndexOf('/');
                    return span(name, cut < 0 ? null : name.substring(0, cut), path.endsWith("!"));
                })
                .toList());
    }

    private static Span span(String id, @Nullable String parent, boolean failed) {
        return Span.builder(new SpanId(TRACE, id), id, SpanKind.STEP)
                .parent(parent)
                .status(failed ? SpanStatus.ERROR : SpanStatus.OK, null)
                .build();
    }

    private static List<String> names(RunRows rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(row -> rows.forest().span(rows.at(row)).name())
                .toList();
    }

    private static RunRows rows(String... paths) {
        return new RunRows(forest(paths), 26);
    }

    @Test
    void everythingIsVisibleAtFirst() {
        assertThat(names(rows("a", "a/b", "a/b/c", "a/d", "e"))).containsExactly("a", "a/b", "a/b/c", "a/d", "e");
    }

    @Test
    void noSpansMakeNoRows() {
        var rows = rows();
        assertThat(rows.size()).isZero();
        assertThat(rows.height()).isZero();
        assertThat(rows.rowAt(5)).isEqualTo(-1);
        assertThat(rows.next(-1, 1, span -> true)).isEqualTo(-1);
        rows.expandAll();
        rows.collapseAll();
        rows.deeper();
        rows.shallower();
        assertThatThrownBy(() -> rows.at(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void collapsingHidesTheWholeSubtreeAndExpandingBringsItBackAsItWas() {
        var rows = rows("a", "a/b", "a/b/c", "a/d", "a/d/e", "f");
        rows.collapse(3);
        rows.collapse(0);
        assertThat(names(rows)).containsExactly("a", "f");
        assertThat(rows.rowOf(2)).isEqualTo(-1);
        rows.expand(0);
        assertThat(names(rows)).containsExactly("a", "a/b", "a/b/c", "a/d", "f");
        assertThat(rows.isExpanded(3)).isFalse();
    }

    @Test
    void leavesCannotBeExpanded() {
        var rows = rows("a", "b");
        rows.expand(1);
        rows.collapse(1);
        assertThat(rows.isExpanded(1)).isFalse();
        assertThat(names(rows)).containsExactly("a", "b");
    }

    @Test
    void aHiddenRowMayBeExpandedWithoutBecomingVisible() {
        var rows = rows("a", "a/b", "a/b/c");
        rows.collapseAll();
        rows.expand(1);
        assertThat(names(rows)).containsExactly("a");
        rows.expand(0);
        assertThat(names(rows)).containsExactly("a", "a/b", "a/b/c");
    }

    @Test
    void levelsExpandFromTheTop() {
        var rows = rows("a", "a/b", "a/b/c", "a/b/c/d", "e", "e/f");
        rows.expandToLevel(1);
        assertThat(names(rows)).containsExactly("a", "a/b", "e", "e/f");
        rows.deeper();
        assertThat(names(rows)).containsExactly("a", "a/b", "a/b/c", "e", "e/f");
        rows.deeper();
        assertThat(names(rows)).hasSize(6);
        rows.deeper();
        assertThat(names(rows)).hasSize(6);
        rows.shallower();
        assertThat(names(rows)).containsExactly("a", "a/b", "a/b/c", "e", "e/f");
        rows.shallower();
        rows.shallower();
        rows.shallower();
        assertThat(names(rows)).containsExactly("a", "e");
    }

    @Test
    void revealingExpandsAncestorsAlone() {
        var rows = rows("a", "a/b", "a/b/c", "a/d", "a/d/e");
        rows.collapseAll();
        assertThat(rows.reveal(2)).isEqualTo(2);
        assertThat(names(rows)).containsExactly("a", "a/b", "a/b/c", "a/d");
    }

    @Test
    void errorsAreCountedOnEveryAncestorWhereTheyStarted() {
        var forest = forest("a!", "a/b!", "a/b/c!", "a/d", "a/d/e!", "f");
        assertThat(forest.errorsInside(0)).isEqualTo(2);
        assertThat(forest.errorsInside(1)).isEqualTo(1);
        assertThat(forest.errorsInside(3)).isEqualTo(1);
        assertThat(forest.errorsInside(5)).isZero();
        assertThat(forest.errorStarts(0)).isFalse();
        assertThat(forest.errorStarts(2)).isTrue();
    }

    @Test
    void nextGoesRoundAndFindsHiddenSpans() {
        var rows = rows("a", "a/b!", "c", "d!");
        rows.collapseAll();
        assertThat(rows.next(-1, 1, rows.forest()::errorStarts)).isEqualTo(1);
        assertThat(rows.next(1, 1, rows.forest()::errorStarts)).isEqualTo(3);
        assertThat(rows.next(3, 1, rows.forest()::errorStarts)).isEqualTo(1);
        assertThat(rows.next(1, -1, rows.forest()::errorStarts)).isEqualTo(3);
        assertThat(rows.next(-1, -1, rows.forest()::errorStarts)).isEqualTo(3);
        assertThat(rows.next(1, 1, span -> span == 1)).isEqualTo(-1);
    }

    @Test
    void openedRowsMoveAllBelowThem() {
        var rows = rows("a", "a/b", "a/c", "d");
        rows.open(1, 100);
        rows.open(3, 50);
        assertThat(IntStream.rangeClosed(0, 4).mapToLong(rows::y)).containsExactly(0L, 26L, 152L, 178L, 254L);
        assertThat(rows.height(1)).isEqualTo(126);
        assertThat(rows.rowAt(0)).isZero();
        assertThat(rows.rowAt(25.9)).isZero();
        assertThat(rows.rowAt(26)).isEqualTo(1);
        assertThat(rows.rowAt(151.9)).isEqualTo(1);
        assertThat(rows.rowAt(152)).isEqualTo(2);
        assertThat(rows.rowAt(1e9)).isEqualTo(3);
        assertThat(rows.rowAt(-5)).isZero();
        rows.collapse(0);
        assertThat(rows.height()).isEqualTo(26 * 2 + 50);
        rows.expand(0);
        rows.close(1);
        assertThat(rows.height()).isEqualTo(26 * 4 + 50);
    }

    @Test
    void aLaterVersionKeepsWhatWasCollapsedAndOpened() {
        var before = rows("a", "a/b", "a/b/c", "a/d");
        before.collapse(1);
        before.open(3, 40);
        var after = rows("a", "a/b", "a/b/c", "a/b/x", "a/d", "a/d/y");
        after.like(before);
        assertThat(names(after)).containsExactly("a", "a/b", "a/d", "a/d/y");
        assertThat(after.isOpened(4)).isTrue();
        assertThat(after.height()).isEqualTo(26 * 4 + 40);
    }

    @Test
    void orphansAndRingsBecomeRoots() {
        var forest = SpanForest.of(List.of(
                span("orphan", "nowhere", false),
                span("self", "self", false),
                span("x", "y", false),
                span("y", "z", false),
                span("z", "x", false),
                span("under", "y", false)));
        assertThat(forest.size()).isEqualTo(6);
        assertThat(IntStream.range(0, 6)
                        .mapToObj(i -> forest.depth(i) + forest.span(i).name()))
                .containsExactly("0orphan", "0self", "0x", "1z", "2y", "3under");
        assertThat(forest.end(2)).isEqualTo(6);
    }

    @Test
    void childrenMayComeBeforeTheirParents() {
        var forest = SpanForest.of(List.of(span("c", "b", false), span("b", "a", false), span("a", null, false)));
        assertThat(names(new RunRows(forest, 26))).containsExactly("a", "b", "c");
    }

    @Test
    void oneIdTwiceKeepsBothSpans() {
        var forest = SpanForest.of(List.of(span("a", null, false), span("a", null, true), span("b", "a", false)));
        assertThat(names(new RunRows(forest, 26))).containsExactly("a", "b", "a");
        assertThat(forest.indexOf(new SpanId(TRACE, "a"))).isZero();
        assertThat(forest.indexOf(new SpanId(TRACE, "none"))).isEqualTo(-1);
    }

    @Test
    void aChainOf100_000SpansIsNoProblem() {
        var spans = new ArrayList<Span>();
        for (var i = 0; i < 100_000; i++) {
            spans.add(span(Integer.toString(i), i == 0 ? null : Integer.toString(i - 1), i == 99_999));
        }
        var rows = new RunRows(SpanForest.of(spans), 26);
        assertThat(rows.forest().depth(99_999)).isEqualTo(99_999);
        assertThat(rows.forest().errorsInside(0)).isEqualTo(1);
        rows.collapseAll();
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.reveal(99_999)).isEqualTo(99_999);
    }

    /** What the splices do is what building anew does, for any order of operations. */
    @Test
    void splicesAgreeWithBuildingAnewIn100_000Spans() {
        var random = new Random(7);
        var spans = new ArrayList<Span>();
        for (var i = 0; i < 100_000; i++) {
            spans.add(span(Integer.toString(i), i == 0 ? null : Integer.toString(random.nextInt(i)), false));
        }
        var rows = new RunRows(SpanForest.of(spans), 26);
        for (var turn = 0; turn < 300; turn++) {
            var span = random.nextInt(200);
            if (rows.isExpanded(span)) {
                rows.collapse(span);
            } else {
                rows.expand(span);
            }
            if (turn % 10 == 0) {
                rows.open(random.nextInt(1_000), random.nextInt(300));
            }
        }
        var anew = new RunRows(rows.forest(), 26);
        anew.like(rows);
        assertThat(anew.size()).isEqualTo(rows.size());
        assertThat(anew.height()).isEqualTo(rows.height());
        for (var row = 0; row < rows.size(); row++) {
            assertThat(anew.at(row)).isEqualTo(rows.at(row));
            assertThat(rows.rowOf(rows.at(row))).isEqualTo(row);
            assertThat(rows.rowAt((double) rows.y(row))).isEqualTo(row);
            assertThat(rows.y(row + 1) - rows.y(row)).isEqualTo(rows.height(row));
        }
    }
}
