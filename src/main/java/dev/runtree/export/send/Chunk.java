package dev.runtree.export.send;

import dev.runtree.store.UnsentSpan;
import dev.runtree.store.UnsentTrace;
import java.util.ArrayList;
import java.util.List;

/** As many spans as are held in memory and sent together. */
record Chunk(List<Part> parts) {
    private static final int MOST_SPANS = 1_000;
    private static final long MOST_BYTES = 16 << 20;

    Chunk {
        parts = List.copyOf(parts);
    }

    /**
     * Spans of one trace.
     *
     * @param isLast whether nothing of the trace comes behind it
     */
    record Part(UnsentTrace trace, List<UnsentSpan> spans, boolean isLast) {
        Part {
            spans = List.copyOf(spans);
        }
    }

    List<UnsentSpan> spans() {
        return parts.stream().flatMap(part -> part.spans().stream()).toList();
    }

    /**
     * What is to be sent of some traces, in their order, a trace that is large in several.
     *
     * @param withOpen whether spans go too that have not ended
     */
    static List<Chunk> of(List<UnsentTrace> traces, boolean withOpen) {
        var chunks = new ArrayList<Chunk>();
        var parts = new ArrayList<Part>();
        var spans = 0;
        var bytes = 0L;
        for (var trace : traces) {
            var mine = new ArrayList<UnsentSpan>();
            for (var span : trace.spans()) {
                if (span.isOpen() && !withOpen) {
                    continue;
                }
                if (spans == MOST_SPANS || (spans > 0 && bytes + span.bytes() > MOST_BYTES)) {
                    if (!mine.isEmpty()) {
                        parts.add(new Part(trace, mine, false));
                        mine.clear();
                    }
                    chunks.add(new Chunk(parts));
                    parts.clear();
                    spans = 0;
                    bytes = 0;
                }
                mine.add(span);
                spans++;
                bytes += span.bytes();
            }
            parts.add(new Part(trace, mine, true));
        }
        if (!parts.isEmpty()) {
            chunks.add(new Chunk(parts));
        }
        return chunks;
    }
}
