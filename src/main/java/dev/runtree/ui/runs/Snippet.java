package dev.runtree.ui.runs;

import dev.runtree.ui.Highlight;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words that were looked for, where they stand, with what stands before and behind them. */
record Snippet(String before, String words, String behind) {

    /** The first place in a text that is marked. */
    static Optional<Snippet> of(@Nullable String text, Highlight highlight) {
        if (text == null) {
            return Optional.empty();
        }
        var line = text.replaceAll("\\s+", " ").strip();
        return highlight.in(line).stream()
                .findFirst()
                .map(mark -> new Snippet(
                        line.substring(0, mark.start()),
                        line.substring(mark.start(), mark.end()),
                        line.substring(mark.end())));
    }

    String text() {
        return before + words + behind;
    }
}
