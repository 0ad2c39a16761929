package dev.runtree.store;

import java.time.LocalDate;
import java.util.List;

/**
 * What retention has removed.
 *
 * @param days whose partitions went
 * @param strays spans that lay outside partitions of their own
 * @param logs log records
 * @param traces whose runs were removed as well
 * @param inUse days that should have gone and were in use by somebody; they go the next time
 */
public record RetentionReport(List<Day> days, long strays, long logs, long traces, List<LocalDate> inUse) {
    public RetentionReport {
        days = List.copyOf(days);
        inUse = List.copyOf(inUse);
    }

    /**
     * A day that went.
     *
     * @param spans that were removed
     * @param kept spans of runs that are kept, and of traces that go on the next day
     * @param bytes that the partition took on disk
     */
    public record Day(LocalDate day, long spans, long kept, long bytes) {}

    /** Whether nothing was old. */
    public boolean isEmpty() {
        return days.isEmpty() && strays == 0 && logs == 0 && traces == 0;
    }
}
