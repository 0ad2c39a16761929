package dev.runtree.ui.alerts;

import dev.runtree.alert.AlertEntry;
import dev.runtree.alert.AlertRule;
import dev.runtree.alert.Durations;
import dev.runtree.alert.Figure;
import dev.runtree.alert.Unit;
import dev.runtree.model.Figures;
import dev.runtree.model.watch.Signal;
import dev.runtree.query.Condition;
import dev.runtree.query.Glob;
import dev.runtree.query.RunFilter;
import dev.runtree.query.StepKey;
import dev.runtree.ui.DotCell;
import dev.runtree.ui.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Alerts in the window's words. */
final class AlertWords {
    private AlertWords() {}

    /** As it stands in the list. */
    static DotCell.Told line(AlertEntry entry) {
        return new DotCell.Told(entry.rule().name(), brief(entry, Instant.now()), mood(entry));
    }

    private static String mood(AlertEntry entry) {
        return switch (entry.word()) {
            case "firing" -> "bad";
            case "pending" -> "busy";
            case "ok" -> "good";
            default -> "idle";
        };
    }

    /** How it stands, in a few words: {@code firing for 12m 00s, 42.0 s}. */
    static String brief(AlertEntry entry, Instant now) {
        var stage = Messages.text("alerts.state." + entry.word().replace(' ', '-'));
        var since = entry.since();
        var lasts = since != null && (entry.isFiring() || entry.word().equals("pending"))
                ? " " + Messages.text("alerts.lasts", lasting(since, now))
                : "";
        var value = entry.rule().isPaused() ? null : entry.value();
        return stage + lasts + (value == null ? "" : ", " + value);
    }

    /** The value beside its limit, and since when. */
    static String sentence(AlertEntry entry, Instant now) {
        var value = entry.rule().isPaused() ? null : entry.value();
        var since = entry.since();
        return Messages.text("alerts.state." + entry.word().replace(' ', '-') + ".more")
                + (value == null
                        ? ""
                        : " "
                                + Messages.text(
                                        "alerts.value", value, entry.rule().bound()))
                + (since == null
                        ? ""
                        : " " + Messages.text("alerts.since", Figures.time(since, now, ZoneId.systemDefault())));
    }

    private static String lasting(Instant since, Instant now) {
        return Figures.waiting(Math.max(0, Duration.between(since, now).toNanos()));
    }

    /** The runs behind it; {@code null} where what waits is behind it. */
    static @Nullable RunFilter runs(AlertRule rule) {
        if (rule.figure().signal() == Signal.APPROVALS) {
            return null;
        }
        var more = switch (rule.figure()) {
            case P50, P90, P99 -> rule.isAbove() ? " duration:>" + rule.limitText() : "";
            case FAILED_RUNS -> " status:error";
            case TOOL_FAILURES -> " span:(" + tool(rule) + " step.status:error)";
            case TOKENS, COST, USERS, RUNS, WAITING, OLDEST -> "";
        };
        return RunFilter.parse((asOne(rule.filter()) + more + " since:" + Durations.write(rule.over())).strip());
    }

    private static String asOne(String filter) {
        return RunFilter.parse(filter).condition() instanceof Condition.Any ? "(" + filter + ")" : filter;
    }

    private static String tool(AlertRule rule) {
        var tool = rule.scope(Instant.now()).tool();
        return tool == null ? "kind:tool" : "tool:" + Glob.of(tool).print(StepKey.TOOL);
    }

    /** The figure that most people want to be told of. */
    static Figure usual(Signal signal) {
        return switch (signal) {
            case LATENCY -> Figure.P90;
            case SPEND -> Figure.COST;
            case TOOLS -> Figure.TOOL_FAILURES;
            case USERS -> Figure.USERS;
            case APPROVALS -> Figure.OLDEST;
        };
    }

    /** A limit to begin with. */
    static String usualLimit(Figure figure) {
        return switch (figure) {
            case P50, P90, P99 -> "30s";
            case FAILED_RUNS, TOOL_FAILURES -> "5%";
            case TOKENS -> "1m";
            case COST -> "$10";
            case USERS, RUNS -> "1";
            case WAITING -> "10";
            case OLDEST -> "10m";
        };
    }

    /** Nobody being there is what one wants to hear of, more than somebody being there. */
    static boolean isUsuallyAbove(Figure figure) {
        return figure.signal() != Signal.USERS;
    }

    /** Why a limit is what it is. */
    static String example(Unit unit) {
        return Messages.text("alerts.limit.help", unit.example());
    }
}
