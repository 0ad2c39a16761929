package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.many.AttemptResult.Made;
import dev.runtree.replay.many.ReadRun;
import dev.runtree.ui.Messages;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the table of many replays tells of each; figures as {@code before → now} where they differ. */
enum ManyColumn {
    RUN("many.column.run", 180, false),
    MODEL("many.column.model", 170, false),
    TRY("many.column.try", 44, true),
    ANSWER("many.column.answer", 150, false),
    CALLS("many.column.calls", 76, false),
    STEPS("many.column.steps", 70, true),
    TOKENS("many.column.tokens", 110, true),
    COST("many.column.cost", 128, true),
    DURATION("many.column.duration", 132, true),
    ERRORS("many.column.errors", 66, true),
    PROBLEM("many.column.problem", 150, false);

    private final String title;
    private final double width;
    private final boolean isFigure;

    ManyColumn(String title, double width, boolean isFigure) {
        this.title = title;
        this.width = width;
        this.isFigure = isFigure;
    }

    String title() {
        return Messages.text(title);
    }

    double width() {
        return width;
    }

    boolean isFigure() {
        return isFigure;
    }

    /** What stands in the cell; empty where there is nothing to tell. */
    String text(ManyRow row) {
        return switch (this) {
            case RUN -> ReadRun.told(row.original());
            case MODEL -> row.model();
            case TRY -> Figures.count(row.attempt().time());
            case ANSWER -> answer(row);
            case CALLS ->
                row.made()
                        .map(made -> Messages.text(made.sameCalls() ? "many.same" : "many.other"))
                        .orElse("");
            case STEPS -> change(row, run -> Figures.count(run.spanCount()));
            case TOKENS -> change(row, run -> Figures.tokens(run.tree().total()));
            case COST -> change(row, run -> Figures.costOf(run.tree()));
            case DURATION -> change(row, run -> Figures.duration(run.durationNanos()));
            case ERRORS -> change(row, run -> Figures.count(run.errorCount()));
            case PROBLEM -> row.problem();
        };
    }

    private static String answer(ManyRow row) {
        if (row.result() == null) {
            return Messages.text(row.isMade() ? "many.goes.on" : "many.waits");
        }
        return row.made().map(made -> made.answer().told()).orElse(Messages.text("many.none"));
    }

    private static String change(ManyRow row, Function<Run, String> figure) {
        return row.made().map(made -> made.change(figure)).orElse("");
    }

    /** The order of rows by this column, by what the replay has; those without it come last. */
    Comparator<ManyRow> order() {
        return switch (this) {
            case RUN, MODEL, PROBLEM -> Comparator.comparing(this::text, String.CASE_INSENSITIVE_ORDER);
            case TRY -> Comparator.comparingInt(row -> row.attempt().time());
            case ANSWER -> by(made -> made.answer().kind());
            case CALLS -> by(made -> made.sameCalls() ? 0 : 1);
            case STEPS -> by(made -> made.replay().spanCount());
            case TOKENS -> by(made -> made.replay().tree().total());
            case COST -> by(ManyColumn::cost);
            case DURATION -> by(made -> made.replay().durationNanos());
            case ERRORS -> by(made -> made.replay().errorCount());
        };
    }

    private static @Nullable BigDecimal cost(Made made) {
        return made.replay().tree().cost();
    }

    private static <T extends Comparable<? super T>> Comparator<ManyRow> by(Function<Made, @Nullable T> value) {
        return Comparator.comparing(
                row -> row.made().map(value).orElse(null), Comparator.nullsLast(Comparator.naturalOrder()));
    }
}
