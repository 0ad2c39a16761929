package dev.runtree.query;

import dev.runtree.query.FilterParser.Value;
import dev.runtree.query.Range.Bound;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind the colon of a term. */
final class ValueParser {
    private final Key key;
    private final String written;
    private final Value value;
    private final int termStart;

    /** @param written the key as it stands in the filter */
    ValueParser(Key key, String written, Value value, int termStart) {
        this.key = key;
        this.written = written;
        this.value = value;
        this.termStart = termStart;
    }

    Match parse() {
        if (value.raw().isEmpty()) {
            throw new BadFilter(
                    "'" + written + ":' needs a value behind it; expected " + expected(), termStart, value.end());
        }
        return switch (key.takes()) {
            case TEXT -> value.glob();
            case ANY -> isCompared() ? range(value.raw()) : value.glob();
            case WORD -> word();
            case TIME -> time(value.glob().text());
            case NUMBER, DURATION -> range(value.glob().text());
            case SCORE -> ScoreMatch.parse(value, this::bad);
        };
    }

    /** Whether a value that may be any text is a comparison of numbers. */
    private boolean isCompared() {
        var raw = value.raw();
        return raw.indexOf('"') < 0
                && raw.indexOf('*') < 0
                && (raw.startsWith(">") || raw.startsWith("<") || (raw.contains("..") && !raw.equals("..")));
    }

    private Match word() {
        var word = value.glob().text().toLowerCase(Locale.ROOT);
        if (!key.words().contains(word)) {
            throw bad();
        }
        return Glob.of(word);
    }

    private Match time(String text) {
        var dots = text.indexOf("..");
        if (dots > 0 && dots + 2 < text.length()) {
            return new Range(bound(text.substring(0, dots), true), bound(text.substring(dots + 2), true));
        }
        var bound = bound(text, true);
        return key == RunKey.SINCE ? new Range(bound, null) : new Range(null, bound);
    }

    private Match range(String text) {
        for (var sign : new String[] {">=", "<=", ">", "<"}) {
            if (text.startsWith(sign)) {
                var bound = bound(text.substring(sign.length()), sign.length() == 2);
                return sign.startsWith(">") ? new Range(bound, null) : new Range(null, bound);
            }
        }
        var dots = text.indexOf("..");
        if (dots < 0) {
            var bound = bound(text, true);
            return new Range(bound, bound);
        }
        var from = text.substring(0, dots);
        var to = text.substring(dots + 2);
        if (from.isEmpty() && to.isEmpty()) {
            throw bad();
        }
        return new Range(boundOrOpen(from), boundOrOpen(to));
    }

    private @Nullable Bound boundOrOpen(String text) {
        return text.isEmpty() ? null : bound(text, true);
    }

    private Bound bound(String text, boolean inclusive) {
        var readable = switch (key.takes()) {
            case NUMBER, ANY -> Quantities.number(text).isPresent();
            case DURATION -> Quantities.duration(text).isPresent();
            case TIME ->
                Quantities.time(text, Instant.EPOCH, ZoneOffset.UTC, false).isPresent();
            case TEXT, WORD, SCORE -> true;
        };
        if (!readable) {
            throw bad();
        }
        return new Bound(text, inclusive);
    }

    private String expected() {
        return switch (key.takes()) {
            case NUMBER -> "a number, such as 3, >1000 or 10..20";
            case DURATION -> "a duration, such as >1.5s, 200ms or 1s..2m";
            case TIME -> "a time, such as 2026-11-20, 2026-11-20T14:30, 2026-11-20T14:30+01:00, 2h or 7d";
            case SCORE -> "a score, such as helpful or helpful>0.5";
            case TEXT -> "a text, in quotes if it has blanks; * stands for anything";
            case ANY -> "a text, or a compared number such as >5 or 1..3 (a text with .. or a sign goes into quotes)";
            case WORD -> "one of " + String.join(", ", key.words());
        };
    }

    private BadFilter bad() {
        return bad(expected());
    }

    private BadFilter bad(String expected) {
        return new BadFilter(
                "'" + shortened(value.raw()) + "' does not fit '" + written + ":'; expected " + expected,
                value.start(),
                value.end());
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
    }
}
