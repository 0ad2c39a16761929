package dev.runtree.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What spans of any number of traces share: each text is asked for once, all of them together. */
final class ContentTexts {
    private final Reading reading;
    private final Set<Key> wanted = new LinkedHashSet<>();
    private final Set<String> days = new LinkedHashSet<>();
    private final Map<Key, WholeText> texts = new HashMap<>();
    private final Map<Key, Integer> sizes = new HashMap<>();

    private record Key(String traceId, String hash) {}

    ContentTexts(Reading reading) {
        this.reading = reading;
    }

    /** A span's {@code contents} as texts; none where it shares nothing. */
    static List<String> hashes(ResultSet row, int column) throws SQLException {
        var contents = row.getArray(column);
        return contents == null ? List.of() : List.of((String[]) contents.getArray());
    }

    /** @param day of the span that has these contents */
    void want(String traceId, Collection<String> contents, String day) {
        contents.forEach(hash -> wanted.add(new Key(traceId, hash)));
        days.add(day);
    }

    /** What is wanted, together. */
    long bytes() throws SQLException {
        return wanted.isEmpty()
                ? 0
                : reading.first(select("SELECT sum(octet_length(content))"), row -> row.getLong(1))
                        .orElse(0L);
    }

    /** Of one span, where {@link #measure} has been asked. */
    long bytes(String traceId, List<String> contents) {
        return contents.stream()
                .mapToLong(hash -> sizes.getOrDefault(new Key(traceId, hash), 0))
                .sum();
    }

    /** Asks how long each is, and reads none. */
    void measure() throws SQLException {
        if (!wanted.isEmpty()) {
            reading.each(
                    select("SELECT trace_id, hash::text, octet_length(content)"),
                    row -> sizes.put(new Key(row.getString(1), row.getString(2)), row.getInt(3)));
        }
    }

    void fetch() throws SQLException {
        if (!wanted.isEmpty()) {
            reading.each(
                    select("SELECT trace_id, hash::text, content"),
                    row -> texts.put(new Key(row.getString(1), row.getString(2)), WholeText.of(row.getString(3))));
        }
    }

    private Sql select(String what) {
        return Sql.of(
                what + " FROM runtree_contents WHERE (trace_id, hash) IN (SELECT * FROM unnest(?::text[], ?::uuid[]))"
                        + " AND day = ANY (?::date[])",
                wanted.stream().map(Key::traceId).toArray(String[]::new),
                wanted.stream().map(Key::hash).toArray(String[]::new),
                days.toArray(String[]::new));
    }

    /**
     * A text with what it refers to in its place.
     *
     * @param contents those that its references count
     */
    String whole(String stored, String traceId, List<String> contents) {
        return WholeText.whole(stored, contents, hash -> texts.getOrDefault(new Key(traceId, hash), WholeText.GONE));
    }
}
