package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for words in many short texts of which most are the same: each is looked into once. Whether a letter is large makes
 * no difference. Belongs to one thread.
 */
final class SpanTexts {
    private final String words;
    private final Map<String, Boolean> known = new HashMap<>();

    SpanTexts(String words) {
        this.words = words.toLowerCase(Locale.ROOT);
    }

    /** Whether they stand in what the step is called in the window. */
    boolean inName(Span span) {
        return known.computeIfAbsent(
                span.kind() == SpanKind.OTHER ? span.name() : span.spanName(),
                name -> look(Names.of(span).toString()));
    }

    boolean in(@Nullable String text) {
        return text != null && known.computeIfAbsent(text, this::look);
    }

    private boolean look(String text) {
        return text.toLowerCase(Locale.ROOT).contains(words);
    }

    /** Where the words stand in a text, or -1; for texts whose letters keep their places in lower case. */
    static int place(String text, String words) {
        var last = text.length() - words.length();
        for (var at = 0; at <= last && !words.isEmpty(); at++) {
            if (text.regionMatches(true, at, words, 0, words.length())) {
                return at;
            }
        }
        return -1;
    }
}
