package dev.runtree.store;

import dev.runtree.model.TraceRuns.DerivedRun;
import dev.runtree.model.TraceSpans;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trace while its lock is held, so that a batch need not read it: its spans without their payloads, its
 * runs as they are stored. {@link TraceMemory} keeps it from one batch to the next; it may be trusted as long as the trace's
 * revision is the same. For one thread.
 */
final class KnownTrace {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a trace takes in memory beside its spans, and a run beside its texts. */
    private static final int BYTES = 2_000;

    private static final int BYTES_OF_RUN = 700;

    private final String traceId;
    private final TraceSpans spans = new TraceSpans();
    private boolean isStored;
    private long revision;
    private boolean isTold;
    private @Nullable String counted;
    private @Nullable Integer stepsRemoved;
    private @Nullable Instant dayRemoved;
    private final Map<String, DerivedRun> runs = new HashMap<>();
    private final Set<String> unreadRuns = new HashSet<>();
    private Set<String> quoted = Set.of();

    KnownTrace(String traceId) {
        this.traceId = traceId;
    }

    String traceId() {
        return traceId;
    }

    /** All its spans; those of this batch are put here. */
    TraceSpans spans() {
        return spans;
    }

    /** Whether it has a row in {@code agno_traces}. */
    boolean isStored() {
        return isStored;
    }

    long revision() {
        return revision;
    }

    /** It is stored, in this revision. */
    void setStored(long storedRevision) {
        isStored = true;
        revision = storedRevision;
    }

    /** Another revision than any before, of this or another process. */
    void renew() {
        revision = RANDOM.nextLong();
    }

    /** Whether a log record tells something of one of its spans, or may do so. */
    boolean isTold() {
        return isTold;
    }

    void setTold() {
        isTold = true;
    }

    /** How many steps the trace had before retention removed them; {@code null} when they are there. */
    @Nullable Integer stepsRemoved() {
        return stepsRemoved;
    }

    void setStepsRemoved(@Nullable Integer steps) {
        stepsRemoved = steps;
    }

    /** When retention removed the day on which the trace's last step began; {@code null} when it did not. */
    @Nullable Instant dayRemoved() {
        return dayRemoved;
    }

    void setDayRemoved(@Nullable Instant at) {
        dayRemoved = at;
    }

    /** What the trace adds to the roll-ups, as its row says; {@code null} when it has not been added. */
    @Nullable String counted() {
        return counted;
    }

    void setCounted(@Nullable String text) {
        counted = text;
    }

    /** A run that is stored, of which only the span id is known. */
    void addUnreadRun(String spanId) {
        unreadRuns.add(spanId);
    }

    /** Whether a row of this run is stored. */
    boolean hasRun(String spanId) {
        return runs.containsKey(spanId) || unreadRuns.contains(spanId);
    }

    /** Whether exactly this row is known to be stored. */
    boolean hasRun(DerivedRun run) {
        return run.equals(runs.get(run.run().id().spanId()));
    }

    /** The span ids of stored runs that are none of these. */
    Set<String> runsBeside(Set<String> spanIds) {
        var others = new HashSet<>(runs.keySet());
        others.addAll(unreadRuns);
        others.removeAll(spanIds);
        return others;
    }

    /**
     * Its row and those of its runs are written.
     *
     * @param written all its runs
     * @param quotedSpans spans whose texts the runs show
     */
    void setWritten(List<DerivedRun> written, Set<String> quotedSpans) {
        isStored = true;
        runs.clear();
        unreadRuns.clear();
        written.forEach(run -> runs.put(run.run().id().spanId(), run));
        quoted = quotedSpans;
    }

    /** Lets go of what the next batch can do without. */
    void slim() {
        spans.slim(quoted);
    }

    /** About what it takes in memory. */
    long bytes() {
        return BYTES
                + spans.bytes()
                + (long) BYTES_OF_RUN * (runs.size() + unreadRuns.size())
                + (counted == null ? 0 : counted.length());
    }
}
