package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void columnsLeaveOneAfterTheOtherAsThePaneNarrows() {
        var all = Columns.Choice.USUAL.with(Column.SELF, true);
        assertThat(Columns.of(760, all).shown())
                .containsExactly(Column.DURATION, Column.SELF, Column.TOKENS, Column.COST);
        assertThat(Columns.of(570, all).shown()).containsExactly(Column.DURATION, Column.SELF, Column.TOKENS);
        assertThat(Columns.of(520, all).shown()).containsExactly(Column.DURATION, Column.SELF);
        assertThat(Columns.of(450, all).shown()).containsExactly(Column.DURATION);
        assertThat(Columns.of(450, all).laneWidth()).isPositive();
        assertThat(Columns.of(0, all).laneWidth()).isNotNegative();
    }

    @Test
    void namesCanBeReadBesideTheUsualColumns() {
        var columns = Columns.of(580);
        assertThat(columns.name()).isGreaterThanOrEqualTo(Columns.LEAST_NAME);
        assertThat(columns.shown()).containsExactly(Column.DURATION, Column.TOKENS, Column.COST);
        assertThat(columns.laneWidth()).isGreaterThan(100);
        assertThat(Columns.of(800).shows(Column.SELF)).isTrue();
    }

    @Test
    void theNameColumnIsAsWideAsItWasDragged() {
        assertThat(Columns.of(900, Columns.Choice.USUAL.withNameWidth(400)).name())
                .isEqualTo(400);
        var narrow = Columns.of(500, Columns.Choice.USUAL.withNameWidth(4_000));
        assertThat(narrow.laneWidth()).isPositive();
    }

    @Test
    void choicesAreReadAsTheyWereKept() {
        var chosen = new TreeChoices(
                Columns.Choice.USUAL
                        .with(Column.STATUS, true)
                        .with(Column.COST, false)
                        .withNameWidth(312),
                false,
                true);
        assertThat(TreeChoices.of(chosen.kept())).isEqualTo(chosen);
        assertThat(TreeChoices.of(Map.of())).isEqualTo(TreeChoices.USUAL);
        assertThat(TreeChoices.of(TreeChoices.USUAL.kept()).columns().nameWidth())
                .isZero();
        assertThat(TreeChoices.of(Map.of("tree.name-width", "wide", "tree.columns", "colour self"))
                        .columns()
                        .wanted())
                .containsExactly(Column.SELF);
    }
}
