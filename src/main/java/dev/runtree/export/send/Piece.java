package dev.runtree.export.send;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import java.util.List;
import java.util.Map;

/**
 * What is sent together, as it was read.
 *
 * @param spans those that are still there
 * @param wholes of traces of which only some spans are sent, all of them, by the trace's id
 */
record Piece(Chunk chunk, List<RecordedSpan> spans, Map<String, List<Span>> wholes) {
    Piece {
        spans = List.copyOf(spans);
        wholes = Map.copyOf(wholes);
    }
}
