package dev.runtree.alert;

import dev.runtree.model.watch.Signal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a rule can be about: a number of one of the signals to watch. */
public enum Figure {
    P50(Signal.LATENCY, Unit.DURATION, "p50 of run latency", "runs"),
    P90(Signal.LATENCY, Unit.DURATION, "p90 of run latency", "runs"),
    P99(Signal.LATENCY, Unit.DURATION, "p99 of run latency", "runs"),
    FAILED_RUNS(Signal.LATENCY, Unit.SHARE, "share of runs that failed", "runs"),
    TOKENS(Signal.SPEND, Unit.COUNT, "tokens of models", "calls"),
    COST(Signal.SPEND, Unit.DOLLARS, "cost of models", "calls"),
    TOOL_FAILURES(Signal.TOOLS, Unit.SHARE, "share of tool calls that failed", "calls"),
    USERS(Signal.USERS, Unit.COUNT, "active users", "runs"),
    RUNS(Signal.USERS, Unit.COUNT, "runs", "runs"),
    WAITING(Signal.APPROVALS, Unit.COUNT, "approvals waiting", "approvals"),
    OLDEST(Signal.APPROVALS, Unit.DURATION, "wait of the oldest approval", "approvals");

    private static final long SOME = 5;

    private final Signal signal;
    private final Unit unit;
    private final String title;
    private final String counted;

    Figure(Signal signal, Unit unit, String title, String counted) {
        this.signal = signal;
        this.unit = unit;
        this.title = title;
        this.counted = counted;
    }

    public Signal signal() {
        return signal;
    }

    public Unit unit() {
        return unit;
    }

    /** In a few words, for a sentence. */
    public String title() {
        return title;
    }

    /** What it is a number of, such as runs. */
    String counted() {
        return counted;
    }

    /** Its word in files and commands: {@code tool-failures}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is one of a stretch of time, rather than of now. */
    public boolean isOverTime() {
        return signal != Signal.APPROVALS;
    }

    /** Of so few a share says nothing; used where a rule does not say. */
    public long usualLeast() {
        return unit == Unit.SHARE ? SOME : 1;
    }

    /** Whether a rule can ask for a least number of what is counted. */
    public boolean hasLeast() {
        return signal == Signal.LATENCY || signal == Signal.TOOLS;
    }

    /** @throws BadAlert when it is the word of none */
    public static Figure ofWord(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadAlert("There is no figure \"" + word + "\". There are: "
                        + Arrays.stream(values()).map(Figure::word).collect(Collectors.joining(", ")) + "."));
    }
}
