package dev.runtree.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;

/** How many bytes of spans each day has, which tells how far a search from new to old is. */
record DataByDay(TreeMap<LocalDate, Long> bytes) {
    private static final double SECONDS_OF_DAY = 86_400;

    static DataByDay read(Reading reading) throws SQLException {
        var bytes = new TreeMap<LocalDate, Long>();
        reading.each(
                Sql.of(
                        "SELECT right(relname, 8), pg_total_relation_size(c.oid) FROM pg_inherits JOIN pg_class c"
                                + " ON c.oid = inhrelid WHERE inhparent = 'runtree_spans'::regclass AND relname ~ '_[0-9]{8}$'"),
                row -> bytes.put(LocalDate.parse(row.getString(1), DateTimeFormatter.BASIC_ISO_DATE), row.getLong(2)));
        return new DataByDay(bytes);
    }

    /** The part of all that is newer than a moment, 0 to 1. */
    double partSince(Instant moment) {
        var at = moment.atOffset(ZoneOffset.UTC);
        var all = bytes.values().stream().mapToLong(Long::longValue).sum();
        var newer = bytes.tailMap(at.toLocalDate(), false).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        var today =
                bytes.getOrDefault(at.toLocalDate(), 0L) * (1 - at.toLocalTime().toSecondOfDay() / SECONDS_OF_DAY);
        return all == 0 ? 0 : (newer + today) / all;
    }
}
