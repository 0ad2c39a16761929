package dev.runtree.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people said of a run or of one of its steps.
 *
 * @param subject what it is said of
 * @param starred whether it is to be found again and kept, whatever retention says
 * @param tags that readers gave it, in order; those of the producer are the run's own
 * @param note {@code null} when there is none
 * @param scores by their names, in order
 */
public record Annotation(
        Subject subject,
        boolean starred,
        List<String> tags,
        @Nullable Note note,
        List<Score> scores) {

    public Annotation {
        tags = List.copyOf(tags);
        scores = List.copyOf(scores);
    }

    public static Annotation none(Subject subject) {
        return new Annotation(subject, false, List.of(), null, List.of());
    }

    /** Whether nothing was said. */
    public boolean isEmpty() {
        return !starred && tags.isEmpty() && note == null && scores.isEmpty();
    }

    /**
     * A run or a step.
     *
     * @param span the step; of a run its own span
     * @param run the run that the step belongs to; of a run itself
     */
    public record Subject(SpanId span, SpanId run) {
        public static Subject of(Run run) {
            return new Subject(run.id(), run.id());
        }

        public boolean isRun() {
            return span.equals(run);
        }
    }

    /**
     * A text about it.
     *
     * @param text Markdown, as it was written
     * @param author who wrote it last, by the name of their account on their machine; {@code null} when unknown
     * @param at when
     */
    public record Note(String text, @Nullable String author, Instant at) {}

    /**
     * A judgement: a number, a label, or both.
     *
     * @param name what is judged, such as {@code correctness}
     * @param comment why; {@code null} when nobody said
     * @param author who judged last; {@code null} when unknown
     * @param at when
     */
    public record Score(
            String name,
            @Nullable BigDecimal value,
            @Nullable String label,
            @Nullable String comment,
            @Nullable String author,
            Instant at) {}
}
