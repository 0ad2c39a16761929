package dev.runtree.ui.check;

import dev.runtree.check.CaseResult;
import dev.runtree.check.expect.Observed;
import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.results.ResultColumn;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What the table of cases tells of each. */
enum CheckColumn implements ResultColumn<CheckRow> {
    VERDICT("checks.column.verdict", 150, false),
    CASE("checks.column.case", 150, false),
    FILE("checks.column.file", 150, false),
    MISSED("checks.column.missed", 340, false),
    STEPS("many.column.steps", 58, true),
    TOKENS("many.column.tokens", 68, true),
    COST("many.column.cost", 76, true),
    TIME("checks.column.time", 80, true),
    MODEL("many.column.model", 140, false);

    private final String title;
    private final double width;
    private final boolean isFigure;

    CheckColumn(String title, double width, boolean isFigure) {
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
    public String text(CheckRow row) {
        return switch (this) {
            case VERDICT -> verdict(row);
            case CASE -> row.file().name();
            case FILE -> row.file().shown();
            case MISSED -> row.isResting() ? row.missed() : "";
            case STEPS -> figure(row, observed -> Figures.count(observed.steps()));
            case TOKENS ->
                figure(row, observed -> Figures.tokens(observed.used().total()));
            case COST -> figure(row, observed -> Figures.costOf(observed.used()));
            case TIME ->
                took(row)
                        .map(result -> Figures.duration(result.took().toNanos()))
                        .orElse("");
            case MODEL -> row.model();
        };
    }

    private static String verdict(CheckRow row) {
        return switch (row.stage()) {
            case WAITS -> Messages.text("many.waits");
            case GOES_ON -> Messages.text("many.goes.on");
            case RESTS ->
                row.isStale()
                        ? Messages.text("checks.stale", row.kind().word())
                        : row.kind().word();
        };
    }

    private static String figure(CheckRow row, Function<Observed, String> figure) {
        return row.isResting() ? row.observed().map(figure).orElse("") : "";
    }

    private static Optional<CaseResult> took(CheckRow row) {
        return row.isResting() && row.kind() != Kind.SKIPPED ? Optional.ofNullable(row.result()) : Optional.empty();
    }

    @Override
    public Tone tone(CheckRow row) {
        return switch (this) {
            case VERDICT -> row.isResting() && !row.isStale() ? row.kind().tone() : Tone.PLAIN;
            case CASE, FILE, MISSED, STEPS, TOKENS, COST, TIME, MODEL -> Tone.PLAIN;
        };
    }

    @Override
    public @Nullable Node icon(CheckRow row) {
        if (this != VERDICT) {
            return null;
        }
        return Icons.icon(
                switch (row.stage()) {
                    case WAITS -> BootstrapIcons.THREE_DOTS;
                    case GOES_ON -> BootstrapIcons.ARROW_REPEAT;
                    case RESTS -> row.kind().icon();
                });
    }

    @Override
    public String tip(CheckRow row) {
        return this == FILE ? row.path().toString() : text(row);
    }

    @Override
    public Comparator<CheckRow> order() {
        return switch (this) {
            case VERDICT -> Comparator.comparing(CheckRow::kind);
            case CASE, FILE, MISSED, MODEL -> Comparator.comparing(row -> text(row), String.CASE_INSENSITIVE_ORDER);
            case STEPS -> by(row -> row.observed().map(Observed::steps).orElse(null));
            case TOKENS ->
                by(row -> row.observed().map(seen -> seen.used().total()).orElse(null));
            case COST ->
                by(row -> row.observed().map(seen -> seen.used().cost()).orElse(null));
            case TIME -> by(row -> took(row).map(CaseResult::took).orElse(null));
        };
    }

    private static <T extends Comparable<? super T>> Comparator<CheckRow> by(Function<CheckRow, @Nullable T> value) {
        return Comparator.comparing(value, Comparator.nullsLast(Comparator.naturalOrder()));
    }
}
