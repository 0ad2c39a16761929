package dev.runtree.receive;

import java.util.List;
import java.util.Set;

/**
 * What became of each file of an import, in the order read.
 *
 * @param spans spans stored in all
 * @param logs log records stored in all
 * @param traceIds the traces that they belong to; of very many the first {@value #MOST_TRACES}
 * @param cancelled whether the import was ended before it was done; what was stored until then stays
 */
public record ImportReport(List<FileReport> files, long spans, long logs, Set<String> traceIds, boolean cancelled) {
    /** Traces that are told apart, so that an import of any size needs a bounded memory. */
    static final int MOST_TRACES = 100_000;

    public ImportReport {
        files = List.copyOf(files);
        traceIds = Set.copyOf(traceIds);
    }

    /** One file, entry of an archive, or part of a file that went another way than the rest. */
    public record FileReport(String name, Outcome outcome) {}

    public sealed interface Outcome {}

    /**
     * Its spans and log records are in the database.
     *
     * @param withoutSpan log records that name no span, which are not kept
     */
    public record Stored(long spans, long logs, long withoutSpan, int traces) implements Outcome {}

    /** It holds nothing for us, which is no failure. */
    public record Skipped(String reason) implements Outcome {}

    /** It should have been readable and is not. */
    public record Failed(String reason) implements Outcome {}

    /** Whether there are more traces than {@link #traceIds} holds. */
    public boolean hasMoreTraces() {
        return traceIds.size() == MOST_TRACES;
    }

    public boolean hasFailures() {
        return files.stream().anyMatch(file -> file.outcome() instanceof Failed);
    }
}
