package dev.runtree.ui.run;

import dev.runtree.model.SpanId;
import dev.runtree.store.SpanSearch;
import dev.runtree.store.SpanSearch.Where;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of a run in which some words stand: by name at once, by payload as the database tells. Belongs to one thread. */
final class Hits {
    static final Hits NONE = new Hits("");

    private final String words;
    private final Map<SpanId, Where> payloads = new HashMap<>();
    private BitSet spans = new BitSet();
    private BitSet names = new BitSet();
    private int revision;

    Hits(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Looks into the names of a run's spans; of the same run later, also for what was found in payloads. */
    void lookInto(SpanForest forest) {
        names = new BitSet(forest.size());
        if (!words.isEmpty()) {
            var texts = new SpanTexts(words);
            for (var i = 0; i < forest.size(); i++) {
                if (texts.inName(forest.span(i))) {
                    names.set(i);
                }
            }
        }
        spans = (BitSet) names.clone();
        revision++;
        for (var id : payloads.keySet()) {
            add(forest.indexOf(id));
        }
    }

    /** Takes what was found in payloads. */
    void found(SpanForest forest, String traceId, List<SpanSearch.Hit> hits) {
        for (var hit : hits) {
            var id = new SpanId(traceId, hit.spanId());
            payloads.putIfAbsent(id, hit.where());
            add(forest.indexOf(id));
        }
    }

    private void add(int span) {
        if (span >= 0) {
            spans.set(span);
            revision++;
        }
    }

    /** Another number after each change of which spans they are. */
    int revision() {
        return revision;
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    boolean contains(int span) {
        return spans.get(span);
    }

    /** Whether the name itself says it. */
    boolean inName(int span) {
        return names.get(span);
    }

    @Nullable Where where(SpanId span) {
        return payloads.get(span);
    }

    /** The spans in tree order. */
    BitSet spans() {
        return spans;
    }

    /**
     * How many there are.
     *
     * @param among only these count; {@code null} for all
     */
    int count(@Nullable BitSet among) {
        return among(among).cardinality();
    }

    /** Which of them a span is, from 1; 0 when it is none. */
    int number(int span, @Nullable BitSet among) {
        var some = among(among);
        return span >= 0 && some.get(span) ? some.get(0, span + 1).cardinality() : 0;
    }

    /** The next one, from the last to the first again; -1 when there is none. */
    int next(int from, int step, @Nullable BitSet among) {
        var some = among(among);
        if (step > 0) {
            var next = some.nextSetBit(from + 1);
            return next >= 0 ? next : some.nextSetBit(0);
        }
        var previous = from <= 0 ? -1 : some.previousSetBit(from - 1);
        return previous >= 0 ? previous : some.previousSetBit(some.length());
    }

    private BitSet among(@Nullable BitSet some) {
        if (some == null) {
            return spans;
        }
        var both = (BitSet) spans.clone();
        both.and(some);
        return both;
    }
}
