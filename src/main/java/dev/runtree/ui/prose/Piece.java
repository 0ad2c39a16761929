package dev.runtree.ui.prose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some words of a passage in one style.
 *
 * @param styles classes of the style sheet; one of {@link Passage#BACKED} also colours what lies behind the words
 * @param link where a click leads; {@code null} for words that are no link
 */
public record Piece(
        String text, List<String> styles, @Nullable String link) {

    public Piece {
        styles = List.copyOf(styles);
    }

    public static Piece of(String text, String... styles) {
        return new Piece(text, List.of(styles), null);
    }
}
