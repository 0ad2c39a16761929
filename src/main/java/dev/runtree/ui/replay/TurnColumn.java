package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.many.AnswerChange;
import dev.runtree.replay.turns.TurnResult.Made;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.results.ResultColumn;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the table of a replayed conversation tells of each turn; figures as {@code before → now} where they differ. */
enum TurnColumn implements ResultColumn<TurnRow> {
    TURN("turns.column.turn", 52, true),
    ASKED("turns.column.asked", 260, false),
    ANSWER("many.column.answer", 150, false),
    CALLS("many.column.calls", 76, false),
    STEPS("many.column.steps", 70, true),
    TOKENS("many.column.tokens", 110, true),
    COST("many.column.cost", 128, true),
    DURATION("many.column.duration", 132, true),
    PROBLEM("many.column.problem", 170, false);

    private static final int LONGEST = 200;

    private final String title;
    private final double width;
    private final boolean isFigure;

    TurnColumn(String title, double width, boolean isFigure) {
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
    public String text(TurnRow row) {
        return switch (this) {
            case TURN -> Figures.count(row.turn().number());
            case ASKED -> OneLine.of(row.turn().run().input(), LONGEST);
            case ANSWER -> answer(row);
            case CALLS ->
                row.made()
                        .map(made -> Messages.text(made.sameCalls() ? "many.same" : "many.other"))
                        .orElse("");
            case STEPS -> change(row, run -> Figures.count(run.spanCount()));
            case TOKENS -> change(row, run -> Figures.tokens(run.tree().total()));
            case COST -> change(row, run -> Figures.costOf(run.tree()));
            case DURATION -> change(row, run -> Figures.duration(run.durationNanos()));
            case PROBLEM -> row.problem();
        };
    }

    private static String answer(TurnRow row) {
        if (row.result() == null) {
            return Messages.text(row.isMade() ? "many.goes.on" : "many.waits");
        }
        return row.made().map(made -> made.answer().told()).orElse(Messages.text("many.none"));
    }

    private static String change(TurnRow row, Function<Run, String> figure) {
        return row.made()
                .map(made -> change(figure.apply(row.turn().run()), figure.apply(made.replay())))
                .orElse("");
    }

    private static String change(String before, String now) {
        return before.equals(now) ? now : known(before) + " → " + known(now);
    }

    private static String known(String figure) {
        return figure.isEmpty() ? "?" : figure;
    }

    @Override
    public Tone tone(TurnRow row) {
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
            case TURN, ASKED, STEPS, TOKENS, COST, DURATION -> Tone.PLAIN;
        };
    }

    /** By what the replay has. */
    @Override
    public Comparator<TurnRow> order() {
        return switch (this) {
            case TURN -> Comparator.comparingInt(row -> row.turn().number());
            case ASKED, PROBLEM -> Comparator.comparing(this::text, String.CASE_INSENSITIVE_ORDER);
            case ANSWER -> by(made -> made.answer().kind());
            case CALLS -> by(made -> made.sameCalls() ? 0 : 1);
            case STEPS -> by(made -> made.replay().spanCount());
            case TOKENS -> by(made -> made.replay().tree().total());
            case COST -> by(made -> made.replay().tree().cost());
            case DURATION -> by(made -> made.replay().durationNanos());
        };
    }

    private static <T extends Comparable<? super T>> Comparator<TurnRow> by(Function<Made, @Nullable T> value) {
        return Comparator.comparing(
                row -> row.made().map(value).orElse(null), Comparator.nullsLast(Comparator.naturalOrder()));
    }
}
