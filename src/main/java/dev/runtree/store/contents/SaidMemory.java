package dev.runtree.store.contents;

import java.util.LinkedHashMap;

/** What traces said before: of those that were written to last, within bounds. Safe for use by several threads. */
public final class SaidMemory {
    private static final int MOST_TRACES = 5_000;
    private static final int MOST_PIECES = 200_000;
    private static final int MOST_OF_TRACE = 50_000;

    private final LinkedHashMap<String, Kept> byTrace = new LinkedHashMap<>(16, 0.75f, true);
    private long pieces;

    private record Kept(SaidBefore said, int size) {}

    /** Empty for a trace of which nothing is remembered. */
    public synchronized SaidBefore of(String traceId) {
        var kept = byTrace.get(traceId);
        return kept == null ? new SaidBefore() : kept.said();
    }

    /** Remembers what a trace has said by now, unless that is too much. */
    public synchronized void keep(String traceId, SaidBefore said) {
        var kept = new Kept(said, said.size());
        var isTooMuch = kept.size() > MOST_OF_TRACE;
        var before = isTooMuch ? byTrace.remove(traceId) : byTrace.put(traceId, kept);
        pieces += (isTooMuch ? 0 : kept.size()) - (before == null ? 0 : before.size());
        while (byTrace.size() > MOST_TRACES || (pieces > MOST_PIECES && byTrace.size() > 1)) {
            var eldest = byTrace.pollFirstEntry();
            pieces -= eldest == null ? 0 : eldest.getValue().size();
        }
    }
}
