package dev.runtree.ui.aligned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Facet;
import dev.runtree.compare.steps.Step;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rows of two aligned runs are visible. A step is drawn as its depth and {@code =}, {@code ≠}, {@code −} or {@code +}. */
class AlignedRowsTest {

    @Test
    void equal_stretches_beneath_one_parent_are_folded_and_shorter_ones_are_not() {
        var rows = rows("0≠ 1= 1= 1= 1= 1≠ 1= 1= 1= 1+");
        assertThat(shown(rows)).isEqualTo("0 (1-4) 5 6 7 8 9");
        rows.setOpen(rows.at(1), true);
        assertThat(shown(rows)).isEqualTo("0 (1-4) 1 2 3 4 5 6 7 8 9");
        assertThat(rows.parent(3)).isEqualTo(rows.at(1));
    }

    @Test
    void a_fold_never_reaches_over_the_edge_of_a_subtree() {
        var rows = rows("0= 1= 2= 2= 2= 2= 2≠ 1= 2= 2= 2=");
        assertThat(shown(rows)).isEqualTo("0 1 (2-5) 6 (7-10)");
    }

    @Test
    void a_stretch_of_many_parents_is_one_fold_with_all_beneath_them() {
        assertThat(shown(rows("0≠ 1= 2= 1= 2= 3= 1= 1−"))).isEqualTo("0 (1-6) 7");
    }

    @Test
    void hiding_what_is_equal_leaves_the_steps_that_differ_and_those_above_them() {
        var rows = rows("0= 1= 1= 2≠ 1= 1+ 2+");
        rows.hideEqual(true);
        assertThat(shown(rows)).isEqualTo("0 2 3 5 6");
        rows.hideEqual(false);
        assertThat(shown(rows)).isEqualTo("0 1 2 3 4 5 6");
    }

    @Test
    void a_step_inside_what_is_closed_is_revealed() {
        var rows = rows("0= 1= 2= 2= 2= 2= 2= 1= 2≠");
        rows.setOpen(0, false);
        assertThat(shown(rows)).isEqualTo("0");
        assertThat(rows.rowOf(8)).isEqualTo(-1);
        assertThat(rows.rowAround(8)).isZero();
        rows.reveal(8);
        assertThat(shown(rows)).isEqualTo("0 (1-6) 7 8");
        rows.reveal(4);
        assertThat(rows.rowOf(4)).isEqualTo(5);
    }

    @Test
    void nothing_is_folded_where_nothing_differs() {
        assertThat(shown(rows("0= 1= 1= 1= 1= 1="))).isEqualTo("0 1 2 3 4 5");
    }

    @Test
    void two_runs_without_steps_have_no_rows() {
        var rows = new AlignedRows(new AlignedForest(List.of()), false);
        assertThat(rows.size()).isZero();
        assertThat(rows.rowOf(AlignedRows.NONE)).isEqualTo(-1);
    }

    private static String shown(AlignedRows rows) {
        var shown = new ArrayList<String>();
        for (var row = 0; row < rows.size(); row++) {
            var entry = rows.at(row);
            assertThat(rows.rowOf(entry)).isEqualTo(row);
            shown.add(
                    AlignedRows.isFold(entry)
                            ? "(" + rows.fold(entry).from() + "-"
                                    + (rows.fold(entry).to() - 1) + ")"
                            : String.valueOf(entry));
        }
        return String.join(" ", shown);
    }

    private static AlignedRows rows(String drawn) {
        var steps = new ArrayList<AlignedStep>();
        for (var word : drawn.split(" ", -1)) {
            var step = step(steps.size() + 1);
            var fate = word.charAt(1);
            steps.add(new AlignedStep(
                    word.charAt(0) - '0',
                    unless(fate == '+', step),
                    unless(fate == '−', step),
                    false,
                    fate == '≠' ? List.of(Facet.OUTPUT) : List.of()));
        }
        return new AlignedRows(new AlignedForest(steps), false);
    }

    private static @Nullable Step unless(boolean absent, Step step) {
        return absent ? null : step;
    }

    private static Step step(int number) {
        var span = Span.builder(new SpanId("0".repeat(31) + "1", "%016x".formatted(number)), "step", SpanKind.TOOL)
                .time(1, 2L)
                .build();
        return new Step(span, number, false, false);
    }
}
