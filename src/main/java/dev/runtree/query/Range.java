package dev.runtree.query;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values between two bounds, each in the words of the user: {@code 1.5s}, {@code 2h}, {@code 2026-11-20}.
 *
 * @param from {@code null} is open
 * @param to {@code null} is open
 */
public record Range(@Nullable Bound from, @Nullable Bound to) implements Match {
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"()*\\\\]+");

    public record Bound(String text, boolean inclusive) {
        private String print() {
            return PLAIN.matcher(text).matches() ? text : Glob.quote(text);
        }
    }

    @Override
    public String print(Key key) {
        if (key.takes() == RunKey.Values.TIME && (from == null) != (to == null)) {
            return from != null ? from.print() : to != null ? to.print() : "";
        }
        if (from == null) {
            return to == null ? ".." : to.inclusive() ? ".." + to.print() : "<" + to.print();
        }
        if (to == null) {
            return from.inclusive() ? from.print() + ".." : ">" + from.print();
        }
        return from.equals(to) && key.takes() != RunKey.Values.ANY && key.takes() != RunKey.Values.TIME
                ? from.print()
                : from.print() + ".." + to.print();
    }
}
