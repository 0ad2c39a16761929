package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanMerge;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rows of spans a batch changes, and what they are then. */
final class SpanChanges {
    private final StoredSpans stored;
    private final Map<String, KnownTrace> traces;
    private final SpanWords words;

    /** @param traces every trace of the batch */
    SpanChanges(StoredSpans stored, Map<String, KnownTrace> traces, SpanWords words) {
        this.stored = stored;
        this.traces = traces;
        this.words = words;
    }

    /**
     * The spans that are new or heavier than what is stored, and those that log records changed, with what those tell.
     *
     * @param told spans of which the batch has new log records
     */
    List<RecordedSpan> of(Map<SpanId, RecordedSpan> batch, Set<SpanId> told) throws SQLException {
        var changed = heavier(batch);
        changed.addAll(retold(told, changed));
        return changed;
    }

    /** The version of a span that is stored, {@code null} for none. */
    @Nullable Span old(SpanId id) {
        var trace = traces.get(id.traceId());
        return trace == null ? null : trace.spans().get(id.spanId());
    }

    private List<RecordedSpan> heavier(Map<SpanId, RecordedSpan> batch) throws SQLException {
        var doubtful = new ArrayList<Span>();
        for (var given : batch.values()) {
            var old = old(given.span().id());
            if (old != null && SpanMerge.compareStanding(given.span(), old) == 0) {
                doubtful.add(old);
            }
        }
        var oldPayloads = stored.recorded(doubtful);
        var changed = new ArrayList<RecordedSpan>();
        for (var given : batch.values()) {
            var id = given.span().id();
            var old = old(id);
            var oldRecorded = oldPayloads.get(id);
            var isKept = old == null
                    || (oldRecorded == null
                            ? SpanMerge.compareStanding(given.span(), old) > 0
                            : isHeavier(given, words.alone(oldRecorded)));
            if (isKept) {
                changed.add(words.joined(given));
            }
        }
        return changed;
    }

    private static boolean isHeavier(RecordedSpan given, RecordedSpan old) {
        return !old.equals(given) && SpanMerge.heavier(old, given).equals(given);
    }

    /** The stored spans that new log records change. */
    private List<RecordedSpan> retold(Set<SpanId> told, Collection<RecordedSpan> changed) throws SQLException {
        var known = new HashSet<SpanId>();
        changed.forEach(recorded -> known.add(recorded.span().id()));
        var others = new ArrayList<Span>();
        for (var id : told) {
            var old = old(id);
            if (old != null && !known.contains(id)) {
                others.add(old);
            }
        }
        var result = new ArrayList<RecordedSpan>();
        for (var old : stored.recorded(others).values()) {
            var joined = words.joined(old);
            if (!joined.equals(old)) {
                result.add(joined);
            }
        }
        return result;
    }
}
