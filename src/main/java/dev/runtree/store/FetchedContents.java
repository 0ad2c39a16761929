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
    private static final long MOST_BYTES = 16 << 20;

    private final Reading reading;
    private final String traceId;
    private final Map<String, WholeText> texts = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

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
            var text = WholeText.of(row.getString(2));
            if (texts.put(row.getString(1), text) == null) {
                characters += text.text().length();
            }
        });
        for (var hash : wanted) {
            characters += texts.putIfAbsent(hash, WholeText.GONE) == null
                    ? WholeText.GONE.text().length()
                    : 0;
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
        return WholeText.whole(stored, row.contents(), hash -> texts.getOrDefault(hash, WholeText.GONE));
    }
}
