package dev.runtree.store;

import java.lang.ref.SoftReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The traces that are in motion, so that a batch need not read them again. A transaction takes out what it works on and
 * brings it back after its commit: what was rolled back is never remembered. Those not used for longest are let go. One that
 * is larger than all that may be kept is kept apart, until another such trace comes or memory is needed: reading it takes as
 * much memory, and as long as writing thousands of spans.
 */
final class TraceMemory {
    private final long mostBytes;
    /** The one not used for longest is first. */
    private final Map<String, Remembered> traces = new LinkedHashMap<>();

    private long bytes;
    private SoftReference<@Nullable KnownTrace> large = new SoftReference<>(null);

    private record Remembered(KnownTrace trace, long bytes) {}

    /** @param mostBytes about what it may take, but for one trace that is larger than that */
    TraceMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Takes out those of these traces that are remembered. Their locks must be held. */
    synchronized Map<String, KnownTrace> take(Collection<String> traceIds) {
        var taken = new HashMap<String, KnownTrace>();
        for (var traceId : traceIds) {
            var remembered = traces.remove(traceId);
            if (remembered != null) {
                bytes -= remembered.bytes();
                taken.put(traceId, remembered.trace());
            }
        }
        var largest = large.get();
        if (largest != null && traceIds.contains(largest.traceId())) {
            large.clear();
            taken.put(largest.traceId(), largest);
        }
        return taken;
    }

    /** Remembers traces as they were committed. */
    void keep(Collection<KnownTrace> committed) {
        for (var trace : committed) {
            if (trace.isStored()) {
                trace.slim();
                keep(trace);
            }
        }
    }

    private synchronized void keep(KnownTrace trace) {
        var ofTrace = trace.bytes();
        var before = traces.remove(trace.traceId());
        bytes -= before == null ? 0 : before.bytes();
        if (ofTrace > mostBytes) {
            large = new SoftReference<>(trace);
            return;
        }
        traces.put(trace.traceId(), new Remembered(trace, ofTrace));
        bytes += ofTrace;
        for (var oldest = traces.values().iterator(); bytes > mostBytes && oldest.hasNext(); ) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }
}
