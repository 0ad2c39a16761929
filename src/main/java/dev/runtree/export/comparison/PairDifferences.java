package dev.runtree.export.comparison;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Difference;
import dev.runtree.compare.steps.Step;
import dev.runtree.compare.steps.StepDifferences;
import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.RunQueries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what differs in the steps of two runs that are compared; of steps that are the same nothing is read. */
public final class PairDifferences {
    private static final int FEWEST = 4;
    private static final int MOST = 256;

    /** Of so many characters the contents of several steps are in memory together. */
    private static final long LARGE = 4 << 20;

    private final RunQueries queries;
    private final UnaryOperator<RecordedSpan> shown;

    public PairDifferences(RunQueries queries) {
        this(queries, recorded -> recorded);
    }

    /** @param shown makes of what was said what may be shown of it */
    public PairDifferences(RunQueries queries, UnaryOperator<RecordedSpan> shown) {
        this.queries = queries;
        this.shown = shown;
    }

    /** What differs in the step with which they part; empty where they do not. */
    public List<Difference> first(ComparedPair runs) {
        var alignment = runs.alignment();
        if (alignment.isEqual()) {
            return List.of();
        }
        var step = alignment.steps().get(alignment.first());
        return new StepDifferences(alignment.sameness())
                .of(step, content(runs.left(), step.left()), content(runs.right(), step.right()));
    }

    /** Gives what differs in each step, in the order of the alignment. */
    public void each(ComparedPair runs, List<AlignedStep> steps, BiConsumer<AlignedStep, List<Difference>> to) {
        var differences = new StepDifferences(runs.alignment().sameness());
        var together = FEWEST;
        for (int at = 0, end; at < steps.size(); at = end) {
            end = end(steps, at, together);
            var part = steps.subList(at, end);
            var lefts = contents(runs.left(), spans(part, AlignedStep::left));
            var rights = contents(runs.right(), spans(part, AlignedStep::right));
            for (var step : part) {
                to.accept(step, differences.of(step, lefts.of(step.left()), rights.of(step.right())));
            }
            var isLarge = lefts.characters() + rights.characters() > LARGE;
            together = isLarge ? Math.max(1, together / 2) : Math.min(MOST, 2 * together);
        }
    }

    /** Behind so many steps that differ. */
    private static int end(List<AlignedStep> steps, int from, int differing) {
        var end = from;
        for (var left = differing; end < steps.size() && left > 0; end++) {
            left -= steps.get(end).differs() ? 1 : 0;
        }
        return end;
    }

    private record Contents(Map<SpanId, Content> bySpan, long characters) {
        @Nullable Content of(@Nullable Step step) {
            return step == null ? null : bySpan.get(step.span().id());
        }
    }

    private static List<Span> spans(List<AlignedStep> steps, Function<AlignedStep, @Nullable Step> side) {
        return steps.stream()
                .filter(AlignedStep::differs)
                .map(side)
                .filter(Objects::nonNull)
                .map(Step::span)
                .toList();
    }

    private @Nullable Content content(Trace trace, @Nullable Step step) {
        return step == null ? null : contents(trace, List.of(step.span())).of(step);
    }

    private Contents contents(Trace trace, List<Span> spans) {
        var contents = new HashMap<SpanId, Content>();
        var characters = new long[1];
        if (!spans.isEmpty()) {
            queries.said(new Trace(trace.run(), trace.runs(), spans), recorded -> {
                        characters[0] += recorded.payload().attributes().length();
                        characters[0] += recorded.payload().events().length();
                        contents.put(recorded.span().id(), ContentReader.read(shown.apply(recorded)));
                    })
                    .fetch();
        }
        return new Contents(contents, characters[0]);
    }
}
