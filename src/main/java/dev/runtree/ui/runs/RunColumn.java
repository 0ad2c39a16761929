package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.ui.Messages;
import dev.runtree.ui.filter.AddTerm;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a list of runs can show of each. */
enum RunColumn {
    STATUS("runs.column.status", 60, false, run -> run.status().word()),
    STAR("runs.column.star", 44, false, null),
    NAME("runs.column.name", 190, true, run -> run.name().toLowerCase(Locale.ROOT)),
    INPUT("runs.column.input", 240, true, null),
    OUTPUT("runs.column.output", 240, true, null),
    TAGS("runs.column.tags", 110, true, null),
    USER("runs.column.user", 92, false, run -> run.actor().userId()),
    SESSION("runs.column.session", 120, false, run -> run.actor().sessionId()),
    MODEL("runs.column.model", 124, false, Run::model),
    TOKENS("runs.column.tokens", 66, false, null),
    COST("runs.column.cost", 72, false, null),
    DURATION("runs.column.duration", 132, false, null),
    STARTED("runs.column.started", 120, false, null);

    /** The list makes do without these, in this order, when there is no room for them. */
    static List<RunColumn> dispensable() {
        return List.of(OUTPUT, SESSION, TAGS, INPUT, COST, TOKENS, STAR, USER, MODEL, DURATION);
    }

    private static final Comparator<Run> BY_TOKENS = by(run -> run.tree().total());

    private static final Comparator<Run> BY_COST = by(run -> run.tree().cost());
    private static final Comparator<Run> BY_DURATION = by(Run::durationNanos);

    private final String title;
    private final double width;
    private final boolean flexible;

    @SuppressWarnings("ImmutableEnumChecker") // references to methods
    private final @Nullable Function<Run, @Nullable String> word;

    RunColumn(String title, double width, boolean flexible, @Nullable Function<Run, @Nullable String> word) {
        this.title = title;
        this.width = width;
        this.flexible = flexible;
        this.word = word;
    }

    /** Its name in what is remembered. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return Messages.text(title);
    }

    /** Pixels, until the reader chooses. */
    double width() {
        return width;
    }

    /** Whether it takes its share of the room that is left. */
    boolean isFlexible() {
        return flexible;
    }

    /** Whether its values are set right-aligned, as numbers are. */
    boolean isNumber() {
        return this == TOKENS || this == COST || this == STARTED;
    }

    boolean isShownAtFirst() {
        return this != OUTPUT && this != SESSION;
    }

    /** Whether its first sorting is from the largest down. */
    boolean isLargestFirst() {
        return this == TOKENS || this == COST || this == DURATION || this == STARTED;
    }

    /** Whether an index knows the order, so that any number of runs can be in it. */
    boolean isIndexed() {
        return this == STARTED;
    }

    /** From the smallest up, unknown values first; empty where there is no sense in it. */
    Optional<Comparator<Run>> order() {
        var text = word;
        if (text != null) {
            return Optional.of(by(text));
        }
        return switch (this) {
            case TOKENS -> Optional.of(BY_TOKENS);
            case COST -> Optional.of(BY_COST);
            case DURATION -> Optional.of(BY_DURATION);
            case STARTED -> Optional.of(RunMerge.NEWEST_FIRST.reversed());
            case STATUS, STAR, NAME, INPUT, OUTPUT, USER, SESSION, MODEL, TAGS -> Optional.empty();
        };
    }

    private static <T extends Comparable<T>> Comparator<Run> by(Function<Run, @Nullable T> value) {
        return Comparator.comparing(value, Comparator.nullsFirst(Comparator.<T>naturalOrder()));
    }

    static Optional<RunColumn> ofWord(String word) {
        return Stream.of(values()).filter(column -> column.word().equals(word)).findFirst();
    }

    /** Such as {@code user} and {@code ana}: what a filter says of the runs that have this value here. */
    Optional<Term> term(Run run) {
        return switch (this) {
            case STATUS -> Optional.of(new Term("status", run.status().word()));
            case NAME -> Optional.of(nameTerm(run));
            case USER -> term("user", run.actor().userId());
            case SESSION -> term("session", run.actor().sessionId());
            case MODEL -> term("model", run.model());
            case STAR, INPUT, OUTPUT, TOKENS, COST, DURATION, STARTED, TAGS -> Optional.empty();
        };
    }

    /** @param value in a filter's own words, without quotes */
    record Term(String key, String value) {
        String print() {
            return key + ":" + value;
        }

        void addTo(AddTerm filter, boolean without) {
            if (without) {
                filter.exclude(key, value);
            } else {
                filter.add(key, value);
            }
        }
    }

    private static Optional<Term> term(String key, @Nullable String value) {
        return Optional.ofNullable(value).map(known -> new Term(key, known));
    }

    private static Term nameTerm(Run run) {
        var actor = run.actor();
        return switch (run.type()) {
            case AGENT -> new Term("agent", Objects.requireNonNullElse(actor.agentId(), run.name()));
            case TEAM -> new Term("team", Objects.requireNonNullElse(actor.teamId(), run.name()));
            case WORKFLOW -> new Term("workflow", Objects.requireNonNullElse(actor.workflowId(), run.name()));
            case CALL -> new Term("name", run.name());
        };
    }
}
