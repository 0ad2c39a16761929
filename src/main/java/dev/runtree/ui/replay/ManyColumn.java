package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.many.AnswerChange;
import dev.runtree.replay.many.AttemptResult.Made;
import dev.runtree.replay.many.ReadRun;
import dev.runtree.ui.Messages;
import dev.runtree.ui.results.ResultColumn;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the table of many replays tells of each; figures as {@code before → now} where they differ. */
enum ManyColumn implements ResultColumn<ManyRow> {
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

    @Override
    public String title() {
        return Messages.text(title);
    }

    @Override
    public double width() {
        return width;
    }

    @Override
    public boolean isFigure() {
        return isFigure;
    }

    @Override
    public String text(ManyRow row) {
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

    @Override
    public Tone tone(ManyRow row) {
        var made = row.made().orElse(null);
        return switch (this) {
            case PROBLEM -> Tone.BAD;
            case ANSWER ->
                made == null
                        ? Tone.PLAIN
                        : made.answer().kind() == AnswerChange.Kind.NONE
                                ? Tone.BAD
                                : made.answer().isSame() ? Tone.GOOD : Tone.OTHER;
            case CALLS -> made == null ? Tone.PLAIN : made.sameCalls() ? Tone.GOOD : Tone.OTHER;
            case ERRORS -> made != null && made.replay().errorCount() > 0 ? Tone.BAD : Tone.PLAIN;
            case RUN, MODEL, TRY, STEPS, TOKENS, COST, DURATION -> Tone.PLAIN;
        };
    }

    /** By what the replay has. */
    @Override
    public Comparator<ManyRow> order() {
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
