package dev.runtree.ui.run;

import dev.runtree.query.Glob;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares many texts, of which most are the same, with a text with gaps; whether letters are large makes no difference. */
final class Texts {
    private final Pattern pattern;
    private final boolean empty;
    private final Map<String, Boolean> known = new HashMap<>();

    /** @param anywhere whether other text may stand around it */
    Texts(Glob glob, boolean anywhere) {
        var around = anywhere ? ".*" : "";
        empty = glob.isLiteral() && glob.text().isEmpty();
        pattern = Pattern.compile(
                glob.pieces().stream().map(Pattern::quote).collect(Collectors.joining(".*", around, around)),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    boolean test(@Nullable String text) {
        return text == null
                ? empty
                : known.computeIfAbsent(text, each -> pattern.matcher(each).matches());
    }
}
