package dev.runtree.ui.filter;

import dev.runtree.ui.Messages;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pickers whose values are known: what they offer, and how each value is called. */
final class Choices {

    /** @param value {@code null} takes the term away */
    record Choice(@Nullable String value, String key) {
        String label() {
            return Messages.text(key);
        }
    }

    static final List<Choice> STATUSES = List.of(
            new Choice(null, "filter.status.any"),
            new Choice("ok", "status.ok"),
            new Choice("error", "status.error"),
            new Choice("running", "status.running"),
            new Choice("paused", "status.paused"),
            new Choice("cancelled", "status.cancelled"));

    static final List<Choice> TIMES = List.of(
            new Choice(null, "filter.time.any"),
            new Choice("15m", "filter.time.15m"),
            new Choice("1h", "filter.time.1h"),
            new Choice("24h", "filter.time.24h"),
            new Choice("7d", "filter.time.7d"),
            new Choice("30d", "filter.time.30d"));

    private Choices() {}

    /** What a value is called; itself, when it is none of the choices. */
    static @Nullable String label(List<Choice> choices, Optional<String> value) {
        if (value.isEmpty()) {
            return null;
        }
        return choices.stream()
                .filter(choice -> value.get().equals(choice.value()))
                .map(Choice::label)
                .findFirst()
                .orElse(value.get());
    }

    /** The value that is called so; {@code null} when none is. */
    static @Nullable String value(List<Choice> choices, @Nullable String label) {
        return choices.stream()
                .filter(choice -> choice.label().equals(label))
                .map(Choice::value)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }
}
