package dev.runtree.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What spans of one trace share, fetched once, and forgotten when it has not been used for long. */
final class FetchedContents {
    private static final char MARK = '\u0001';

    /** What the server as well says in place of a content that is gone. */
    private static final Text GONE = Text.of("null");

    private static final long MOST_BYTES = 16 << 20;

    private final Reading reading;
    private final String traceId;
    private final Map<String, Text> texts = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /** @param isPlain whether each of its code points is one character */
    private record Text(String text, boolean isPlain) {
        static Text of(String text) {
            return new Text(text, text.codePointCount(0, text.length()) == text.length());
        }

        /** Where so many code points end; never beyond the text. */
        int offset(int from, int count) {
            if (isPlain) {
                return Math.min(text.length(), from + count);
            }
            var at = from;
            for (var left = count; left > 0 && at < text.length(); left--) {
                at += Character.charCount(text.codePointAt(at));
            }
            return at;
        }
    }

    FetchedContents(Reading reading, String traceId) {
        this.reading = reading;
        this.traceId = traceId;
    }

    /** Has what the first row needs, and what of the following ones fits. */
    void fetchFor(List<LeanRow> rows) throws SQLException {
        if (texts.keySet().containsAll(rows.getFirst().contents())) {
            return;
        }
        forget();
        var sizes = sizes(rows);
        var wanted = new LinkedHashSet<String>();
        var days = new LinkedHashSet<String>();
        var size = 0L;
        for (var row : rows) {
            var missing = new LinkedHashSet<>(row.contents());
            missing.removeAll(texts.keySet());
            missing.removeAll(wanted);
            size += missing.stream()
                    .mapToLong(hash -> sizes.getOrDefault(hash, 0L))
                    .sum();
            if (size > MOST_BYTES && !wanted.isEmpty()) {
                break;
            }
            wanted.addAll(missing);
            days.add(row.day());
        }
        reading.each(select("SELECT hash::text, content", wanted, days), row -> {
            var text = Text.of(row.getString(2));
            if (texts.put(row.getString(1), text) == null) {
                characters += text.text().length();
            }
        });
        for (var hash : wanted) {
            characters += texts.putIfAbsent(hash, GONE) == null ? GONE.text().length() : 0;
        }
    }

    private void forget() {
        for (var entry = texts.entrySet().iterator(); entry.hasNext() && characters > MOST_BYTES; ) {
            characters -= entry.next().getValue().text().length();
            entry.remove();
        }
    }

    private Map<String, Long> sizes(List<LeanRow> rows) throws SQLException {
        var missing = new LinkedHashSet<String>();
        var days = new LinkedHashSet<String>();
        for (var row : rows) {
            row.contents().stream().filter(hash -> !texts.containsKey(hash)).forEach(missing::add);
            days.add(row.day());
        }
        var sizes = new HashMap<String, Long>();
        reading.each(
                select("SELECT hash::text, octet_length(content)", missing, days),
                row -> sizes.put(row.getString(1), row.getLong(2)));
        return sizes;
    }

    private Sql select(String what, Set<String> hashes, Set<String> days) {
        return Sql.of(
                what + " FROM runtree_contents WHERE trace_id = ? AND day = ANY (?::date[]) AND hash = ANY (?::uuid[])",
                traceId,
                days.toArray(String[]::new),
                hashes.toArray(String[]::new));
    }

    /** The text with what it refers to in its place. */
    String whole(String stored, LeanRow row) {
        var from = stored.indexOf(MARK);
        if (from < 0) {
            return stored;
        }
        var whole = new StringBuilder(2 * stored.length());
        var done = 0;
        while (from >= 0) {
            var to = stored.indexOf(MARK, from + 1);
            whole.append(stored, done, from);
            append(stored.substring(from + 1, to), row.contents(), whole);
            done = to + 1;
            from = stored.indexOf(MARK, done);
        }
        return whole.append(stored, done, stored.length()).toString();
    }

    /** A number of a content, and where it is a part of it, with which code point that begins and how many it has. */
    private void append(String reference, List<String> contents, StringBuilder to) {
        var numbers = reference.split(":", -1);
        var text = texts.getOrDefault(contents.get(Integer.parseInt(numbers[0]) - 1), GONE);
        if (numbers.length == 1) {
            to.append(text.text());
            return;
        }
        var start = text.offset(0, Integer.parseInt(numbers[1]) - 1);
        to.append(text.text(), start, text.offset(start, Integer.parseInt(numbers[2])));
    }
}
