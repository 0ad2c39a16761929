package dev.runtree.export.send;

import dev.runtree.model.SpanId;
import dev.runtree.store.Refusal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of spans that were to be sent.
 *
 * @param taken those that went
 * @param refused those that the target does not take, and why
 * @param passedOver those that are none of its business
 * @param rejected how many of those that went the target says it left out, without saying which
 * @param told what it said beside taking them; {@code null} when nothing
 * @param stop why the rest was not sent; {@code null} when nothing is left
 */
record Outcome(
        Set<SpanId> taken,
        List<Refusal> refused,
        Set<SpanId> passedOver,
        long rejected,
        @Nullable String told,
        @Nullable Answer stop) {
    Outcome {
        taken = Set.copyOf(taken);
        refused = List.copyOf(refused);
        passedOver = Set.copyOf(passedOver);
    }

    /** The same without what is told of these spans, which are joined by those that this tells of. */
    Outcome beyond(Set<SpanId> counted) {
        var more = new Outcome(
                left(taken, counted),
                refused.stream()
                        .filter(refusal -> !counted.contains(refusal.span()))
                        .toList(),
                left(passedOver, counted),
                rejected,
                told,
                stop);
        counted.addAll(taken);
        counted.addAll(passedOver);
        refused.forEach(refusal -> counted.add(refusal.span()));
        return more;
    }

    private static Set<SpanId> left(Set<SpanId> spans, Set<SpanId> counted) {
        return spans.stream().filter(span -> !counted.contains(span)).collect(Collectors.toSet());
    }
}
