package dev.runtree.alert;

import dev.runtree.alert.AlertState.Stage;
import dev.runtree.settings.RuntreeHome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule and how it stands with it in a database.
 *
 * @param state {@code null} when nobody has looked yet
 */
public record AlertEntry(AlertRule rule, @Nullable AlertState state) {
    /** Who is not looked at for so long is looked at by nobody. */
    private static final Duration LONG = Duration.ofMinutes(2);

    /**
     * All rules of a home, by their names.
     *
     * @throws BadAlert when they cannot be read
     */
    public static List<AlertEntry> all(RuntreeHome home, String database) {
        var states = new AlertStates(home, database).all();
        return new AlertRules(home)
                .list().stream()
                        .map(rule -> {
                            var state = states.get(rule.name());
                            return new AlertEntry(rule, state != null && state.isOf(rule) ? state : null);
                        })
                        .toList();
    }

    public boolean isFiring() {
        return !rule.isPaused() && state != null && state.isFiring();
    }

    public boolean isSilenced(Instant now) {
        return state != null && state.isSilenced(now);
    }

    /** Whether no program has looked lately. */
    public boolean isForgotten(Instant now) {
        return !rule.isPaused() && (state == null || state.lookedAt().plus(LONG).isBefore(now));
    }

    /** In a word: {@code firing}, {@code pending}, {@code ok}, {@code no data}, {@code unread}, {@code paused}, {@code new}. */
    public String word() {
        if (rule.isPaused()) {
            return "paused";
        }
        if (state == null || state.lookedAt().equals(Instant.EPOCH)) {
            return "new";
        }
        return switch (state.stage()) {
            case FIRING -> "firing";
            case PENDING -> "pending";
            case OK -> !state.isRead() ? "unread" : state.value() == null ? "no data" : "ok";
        };
    }

    /** The last value, with its unit; {@code null} when there is none. */
    public @Nullable String value() {
        return state == null || state.value() == null
                ? null
                : rule.figure().unit().show(state.value());
    }

    /** Since when it is so; {@code null} when nothing is known. */
    public @Nullable Instant since() {
        return state == null || rule.isPaused() || (state.stage() == Stage.OK && state.overAt() == null)
                ? null
                : state.since();
    }
}
