package dev.runtree.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parts of contents say phrases. What a trace repeats is stored once and named, part by part, by each span that says it:
 * a conversation of a thousand calls is named a million times. So each content is looked through once, and of a part that a
 * span names only its place is compared.
 */
final class SaidParts {
    /**
     * For a statement about spans: the parts that one names, each as the number of the content among its contents and, where it
     * is not all of it, the place of its first character and how many it has.
     */
    static final String NAMED = "regexp_replace(attributes || events, E'(^|\\x01)[^\\x01]*(\\x01|$)', ' ', 'g')";

    /** So much is held at once, but for what a single content has. */
    private static final long BYTES_AT_ONCE = 8_000_000;

    private final List<Phrase> phrases;
    private final Map<Content, List<SaidAt>> said = new HashMap<>();

    private record Content(String traceId, String hash) {}

    private SaidParts(List<Phrase> phrases) {
        this.phrases = phrases;
    }

    /** @param among which contents are looked through: a condition on {@code runtree_contents} */
    static SaidParts of(Reading reading, List<Phrase> phrases, Sql among) throws SQLException {
        var parts = new SaidParts(phrases);
        var sizes = new LinkedHashMap<String, Long>();
        reading.each(
                Sql.of("SELECT hash::text, octet_length(content) FROM runtree_contents WHERE ")
                        .plus(among)
                        .plus(" AND ")
                        .plus(saysAny(phrases)),
                row -> sizes.put(row.getString(1), row.getLong(2)));
        var some = new ArrayList<String>();
        var bytes = 0L;
        for (var each : sizes.entrySet()) {
            if (!some.isEmpty() && bytes + each.getValue() > BYTES_AT_ONCE) {
                parts.read(reading, among, some);
                some.clear();
                bytes = 0;
            }
            some.add(each.getKey());
            bytes += each.getValue();
        }
        if (!some.isEmpty()) {
            parts.read(reading, among, some);
        }
        return parts;
    }

    private static Sql saysAny(List<Phrase> phrases) {
        var sql = Sql.of("(false");
        for (var phrase : phrases) {
            sql = sql.plus(" OR content COLLATE \"C\" ~* ?", phrase.regex());
        }
        return sql.plus(")");
    }

    private void read(Reading reading, Sql among, List<String> hashes) throws SQLException {
        reading.each(
                Sql.of("SELECT trace_id, hash::text, content FROM runtree_contents WHERE ")
                        .plus(among)
                        .plus(" AND hash = ANY (?::uuid[])", (Object) hashes.toArray(String[]::new)),
                row -> {
                    reading.check();
                    // A trace of two days has it twice.
                    var content = new Content(row.getString(1), row.getString(2));
                    if (!said.containsKey(content)) {
                        var text = row.getString(3);
                        said.put(
                                content,
                                phrases.stream()
                                        .map(phrase -> SaidAt.of(phrase, text))
                                        .toList());
                    }
                });
    }

    /** The contents that say any of it, for a statement about spans. */
    String[] hashes() {
        return said.keySet().stream().map(Content::hash).distinct().toArray(String[]::new);
    }

    /**
     * Whether a span says a phrase in what it names.
     *
     * @param phrase its number
     * @param contents of the span, by their hashes
     * @param named its parts, as {@link #NAMED} tells them
     */
    boolean isSaid(int phrase, String traceId, String[] contents, String named) {
        var at = 0;
        while (at < named.length()) {
            if (named.charAt(at) == ' ') {
                at++;
                continue;
            }
            var end = named.indexOf(' ', at);
            end = end < 0 ? named.length() : end;
            var colon = named.indexOf(':', at);
            var isWhole = colon < 0 || colon > end;
            var number = Integer.parseInt(named, at, isWhole ? end : colon, 10);
            var saidAt = number < 1 || number > contents.length
                    ? null
                    : said.get(new Content(traceId, contents[number - 1]));
            if (saidAt != null
                    && (isWhole ? saidAt.get(phrase).isAnywhere() : isIn(saidAt.get(phrase), named, colon, end))) {
                return true;
            }
            at = end;
        }
        return false;
    }

    private static boolean isIn(SaidAt said, String named, int colon, int end) {
        var second = named.indexOf(':', colon + 1);
        var first = Integer.parseInt(named, colon + 1, second, 10) - 1;
        return said.isWithin(first, first + Integer.parseInt(named, second + 1, end, 10));
    }
}
