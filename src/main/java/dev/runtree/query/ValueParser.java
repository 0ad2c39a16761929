package dev.runtree.query;

import dev.runtree.query.FilterParser.Value;
import dev.runtree.query.Range.Bound;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind the colon of a term. */
final class ValueParser {
    private static final Pattern ZONED = Pattern.compile("Z|\\d[+]|:\\d\\d-|\\[");

    /** Between the clocks of any two places, and a day that is named as a whole. */
    private static final Duration FURTHEST = Duration.ofHours(50);

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
            return forwards(bound(text.substring(0, dots), true), bound(text.substring(dots + 2), true));
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
        return from.isEmpty() || to.isEmpty()
                ? new Range(boundOrOpen(from), boundOrOpen(to))
                : forwards(bound(from, true), bound(to, true));
    }

    /** A range that ends before it begins has nothing in it, which nobody means. */
    private Range forwards(Bound from, Bound to) {
        var backwards = switch (key.takes()) {
            case NUMBER, ANY -> isLess(Quantities.number(to.text()), Quantities.number(from.text()));
            case DURATION -> isLess(Quantities.duration(to.text()), Quantities.duration(from.text()));
            case TIME -> isEarlier(to.text(), from.text());
            case TEXT, WORD, SCORE -> false;
        };
        if (backwards) {
            throw new BadFilter(
                    "'" + shortened(value.raw()) + "' ends before it begins; expected " + written + ":" + to.text()
                            + ".." + from.text(),
                    value.start(),
                    value.end());
        }
        return new Range(from, to);
    }

    private static <T extends Comparable<T>> boolean isLess(Optional<T> one, Optional<T> other) {
        return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) < 0;
    }

    /** Of two times that are said alike; which of 2h ago and a date is earlier changes with the clock. */
    private static boolean isEarlier(String one, String other) {
        var ago = Quantities.duration(one);
        var otherAgo = Quantities.duration(other);
        if (ago.isPresent() || otherAgo.isPresent()) {
            return isLess(otherAgo, ago);
        }
        var isLocal = !ZONED.matcher(one + " " + other).find();
        var time = Quantities.time(one, Instant.EPOCH, ZoneOffset.UTC, true);
        var otherTime = Quantities.time(other, Instant.EPOCH, ZoneOffset.UTC, false)
                .map(it -> isLocal ? it : it.minus(FURTHEST));
        return isLess(time, otherTime);
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
