package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import java.util.Arrays;
import java.util.List;

/** Finds spans by their ids: an array of ints, so that 100,000 spans cost one megabyte. Of two with one id, the first is found. */
final class SpanIndex {
    private static final int NONE = -1;

    private final List<Span> spans;
    private final int[] slots;

    SpanIndex(List<Span> spans) {
        this.spans = spans;
        slots = new int[Integer.highestOneBit(Math.max(4, spans.size())) * 4];
        Arrays.fill(slots, NONE);
        for (var i = 0; i < spans.size(); i++) {
            var slot = slot(spans.get(i).id());
            if (slots[slot] == NONE) {
                slots[slot] = i;
            }
        }
    }

    /** The span's index, or -1 when it is not here. */
    int of(SpanId id) {
        return slots[slot(id)];
    }

    /** Where the span is, or may be put. */
    private int slot(SpanId id) {
        var hash = id.hashCode() * 0x9E3779B9;
        var at = hash >>> Integer.numberOfLeadingZeros(slots.length - 1);
        while (slots[at] != NONE && !spans.get(slots[at]).id().equals(id)) {
            at = at + 1 & slots.length - 1;
        }
        return at;
    }
}
