package dev.runtree.export.training;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was written, and what not.
 *
 * @param files each that was written, with its lines; none while it goes on, and of a stream
 * @param lines in all files
 * @param runs that were looked at
 * @param calls of models that were read
 * @param failedCalls calls that failed, within runs of which lines were written
 * @param joined lines that join turns which the model has not seen together
 * @param withoutTools lines that use tools which nobody described
 * @param leftOut how often what would have been a line was left out, by why
 * @param isAtLimit whether it ended at the limit
 */
public record TrainingReport(
        List<Written> files,
        long lines,
        long runs,
        long calls,
        long failedCalls,
        long joined,
        long withoutTools,
        Map<Reason, Long> leftOut,
        boolean isAtLimit) {

    /** A file and how many lines it has. */
    public record Written(Path file, long lines) {}

    public TrainingReport {
        files = List.copyOf(files);
        leftOut = Collections.unmodifiableMap(leftOut.isEmpty() ? new EnumMap<>(Reason.class) : new EnumMap<>(leftOut));
    }

    TrainingReport withFiles(List<Written> written) {
        return new TrainingReport(written, lines, runs, calls, failedCalls, joined, withoutTools, leftOut, isAtLimit);
    }

    /** How many were left out. */
    public long allLeftOut() {
        return leftOut.values().stream().mapToLong(Long::longValue).sum();
    }
}
