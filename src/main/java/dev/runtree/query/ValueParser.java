package dev.runtree.query;

import dev.runtree.query.FilterParser.Value;
import dev.runtree.query.Range.Bound;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind the colon of a term. */
final class ValueParser {
    private final RunKey key;
    private final Value value;
    private final int termStart;

    ValueParser(RunKey key, Value value, int termStart) {
        this.key = key;
        this.value = value;
        this.termStart = termStart;
    }

    Match parse() {
        if (value.raw().isEmpty()) {
            throw new BadFilter("'" + key.word() + ":' needs a value behind it", termStart, value.end());
        }
        return switch (key.takes()) {
            case TEXT -> value.glob();
            case WORD -> word();
            case TIME ->
                key == RunKey.SINCE
                        ? new Range(bound(value.raw(), true), null)
                        : new Range(null, bound(value.raw(), true));
            case NUMBER, DURATION -> range(value.raw());
            case SCORE -> ScoreMatch.parse(value, expected -> bad(expected));
        };
    }

    private Match word() {
        var word = value.glob().text().toLowerCase(Locale.ROOT);
        if (!key.words().contains(word)) {
            throw bad("one of " + String.join(", ", key.words()));
        }
        return Glob.of(word);
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
            throw bad(expected());
        }
        return new Range(boundOrOpen(from), boundOrOpen(to));
    }

    private @Nullable Bound boundOrOpen(String text) {
        return text.isEmpty() ? null : bound(text, true);
    }

    private Bound bound(String text, boolean inclusive) {
        var readable = switch (key.takes()) {
            case NUMBER -> Quantities.number(text).isPresent();
            case DURATION -> Quantities.duration(text).isPresent();
            case TIME ->
                Quantities.time(text, Instant.EPOCH, ZoneOffset.UTC, false).isPresent();
            case TEXT, WORD, SCORE -> true;
        };
        if (!readable) {
            throw bad(expected());
        }
        return new Bound(text, inclusive);
    }

    private String expected() {
        return switch (key.takes()) {
            case NUMBER -> "a number, such as 3, >1000 or 10..20";
            case DURATION -> "a duration, such as >1.5s, 200ms or 1s..2m";
            case TIME -> "a time, such as 2026-11-20, 2026-11-20T14:30, 2h or 7d";
            case TEXT, WORD, SCORE -> "a value";
        };
    }

    private BadFilter bad(String expected) {
        return new BadFilter(
                "'" + value.raw() + "' does not fit '" + key.word() + ":'; expected " + expected,
                value.start(),
                value.end());
    }
}
