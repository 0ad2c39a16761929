package dev.runtree.agent;

import org.jspecify.annotations.Nullable;

/**
 * How much of its session a run is shown.
 *
 * @param runs earlier runs of the session, the newest; 0 for none
 * @param tokens the most tokens of them, reckoned as a quarter of their characters: runs that would go beyond are left out,
 *     the oldest first; {@code null} for no such limit
 */
public record History(int runs, @Nullable Integer tokens) {
    public static final History DEFAULT = new History(10, null);

    public History {
        if (runs < 0 || (tokens != null && tokens < 0)) {
            throw new IllegalArgumentException("a history cannot be shorter than nothing");
        }
    }
}
