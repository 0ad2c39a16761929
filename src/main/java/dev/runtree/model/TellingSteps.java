package dev.runtree.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which steps tell what a run was asked and what it answered, chosen as the run's row was made. */
public final class TellingSteps {
    private TellingSteps() {}

    /** The run's own step, else the first call of a model that says what it was asked; empty where nobody does. */
    public static Optional<Span> asked(SpanId run, List<Span> spans) {
        var own = own(run, spans);
        return own != null && own.input() != null
                ? Optional.of(own)
                : spans.stream()
                        .filter(span -> span.kind() == SpanKind.LLM && span.input() != null)
                        .min(Comparator.comparingLong(Span::startNanos))
                        .or(() -> Optional.ofNullable(own));
    }

    /** The run's own step, else the last call of a model that says what it answered; empty where nobody does. */
    public static Optional<Span> answered(SpanId run, List<Span> spans) {
        var own = own(run, spans);
        return own != null && own.output() != null
                ? Optional.of(own)
                : spans.stream()
                        .filter(span -> span.kind() == SpanKind.LLM && span.output() != null)
                        .max(Comparator.comparingLong(
                                span -> Objects.requireNonNullElse(span.endNanos(), span.startNanos())))
                        .or(() -> Optional.ofNullable(own));
    }

    private static @Nullable Span own(SpanId run, List<Span> spans) {
        return spans.stream().filter(span -> span.id().equals(run)).findFirst().orElse(null);
    }
}
