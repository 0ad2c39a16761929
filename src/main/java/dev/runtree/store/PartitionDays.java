package dev.runtree.store;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The days that partitions are named after. */
final class PartitionDays {
    private static final long NANOS = 1_000_000_000L;

    private PartitionDays() {}

    /** @param days as {@code 20261125}; when each begins, in nanoseconds since the epoch */
    static List<Long> starts(List<String> days) {
        var starts = new ArrayList<Long>();
        for (var day : days) {
            var start = LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay(ZoneOffset.UTC);
            starts.add(start.toEpochSecond() * NANOS);
        }
        return starts;
    }
}
