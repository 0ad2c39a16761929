package dev.runtree.redact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that stand beside their values and not in front of them: {@code {"name": "Authorization", "value": ...}},
 * {@code ["authorization", ...]} in a list of such pairs, and {@code {"password": {"value": ...}}}.
 */
final class NamedValues {
    private static final Set<String> NAMES = Set.of("name", "key", "header", "field", "k");
    private static final Set<String> VALUES =
            Set.of("value", "v", "raw", "text", "data", "plain", "stringValue", "string_value");

    private final Deque<Level> levels = new ArrayDeque<>();

    private static final class Level {
        final boolean isArray;
        final @Nullable String outer;
        String field = "";

        @Nullable String named;

        int strings;

        Level(boolean isArray, @Nullable String outer) {
            this.isArray = isArray;
            this.outer = outer;
        }
    }

    void open(boolean isArray) {
        var around = levels.peek();
        levels.push(new Level(isArray, around == null ? null : name(around)));
    }

    void close() {
        levels.pop();
    }

    void field(String name) {
        var level = levels.peek();
        if (level != null) {
            level.field = name;
        }
    }

    /** The name that a string has beside the one in front of it; {@code null} when it has none. */
    @Nullable String nameOf(String text) {
        var level = levels.peek();
        if (level == null) {
            return null;
        }
        if (level.isArray) {
            return element(level, text);
        }
        if (NAMES.contains(level.field)) {
            level.named = text;
            return null;
        }
        if (!VALUES.contains(level.field)) {
            return null;
        }
        return level.named != null ? level.named : level.outer;
    }

    /** The second of two in a list of lists. */
    private @Nullable String element(Level level, String text) {
        var number = level.strings++;
        if (number == 0) {
            level.named = text;
        }
        return number == 1 && level.outer != null && level.outer.isEmpty() ? level.named : null;
    }

    /** What stands in front of, or beside, all that is inside; empty inside a list. */
    private static @Nullable String name(Level around) {
        if (around.isArray) {
            return "";
        }
        return VALUES.contains(around.field) ? (around.named != null ? around.named : around.outer) : around.field;
    }
}
