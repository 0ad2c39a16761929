package dev.runtree.model;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which of two versions of one span is kept, whole. The rule is a total order on what the versions say, so it does not
 * matter in which order, how often or in which batches they came:
 *
 * <ol>
 *   <li>the heavier status: {@code error} beats {@code ok} beats {@code unset} beats {@code running};
 *   <li>an ended span beats an open one;
 *   <li>the fuller payload, by its length;
 *   <li>the later end, the earlier start, a known cost and of those the later price, and at last whatever text is greater.
 * </ol>
 */
public final class SpanMerge {
    private static final Comparator<@Nullable String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    private static final Comparator<Span> STANDING =
            Comparator.comparing(Span::status).thenComparing(span -> span.endNanos() != null);

    private static final Comparator<Span> CONTENT = Comparator.comparing(
                    Span::endNanos, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Span::startNanos, Comparator.reverseOrder())
            .thenComparing(span -> span.usage().cost() != null)
            .thenComparing(SpanMerge::priceDate, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Span::toString);

    private static final Comparator<Payload> FULLNESS =
            Comparator.comparingLong(Payload::length).thenComparing(Payload::attributes);

    private static final Comparator<RecordedSpan> WEIGHT = Comparator.comparing(RecordedSpan::span, STANDING)
            .thenComparing(RecordedSpan::payload, FULLNESS)
            .thenComparing(RecordedSpan::span, CONTENT)
            .thenComparing(recorded -> recorded.payload().events(), TEXT)
            .thenComparing(recorded -> recorded.payload().toString());

    private SpanMerge() {}

    /** The version that is kept. */
    public static RecordedSpan heavier(RecordedSpan a, RecordedSpan b) {
        return WEIGHT.compare(a, b) >= 0 ? a : b;
    }

    /** The version that is kept, where payloads are not at hand. */
    public static Span heavier(Span a, Span b) {
        return STANDING.thenComparing(CONTENT).compare(a, b) >= 0 ? a : b;
    }

    /** Compares by status and end alone: when this is not 0, the payloads need not be looked at. */
    public static int compareStanding(Span a, Span b) {
        return STANDING.compare(a, b);
    }

    private static @Nullable LocalDate priceDate(Span span) {
        return span.costSource() == null ? null : span.costSource().priceDate();
    }
}
