package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Alignment;
import dev.runtree.compare.steps.Difference;
import dev.runtree.compare.steps.Reason;
import dev.runtree.compare.steps.Step;
import dev.runtree.compare.steps.StepDifferences;
import dev.runtree.model.Content;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads payloads of two runs, few at a time: those of a long run are more than memory holds. */
abstract class PairQuery<T> extends QueryChain<T> {
    static final int TOGETHER = 100;

    private final RunQueries queries;

    PairQuery(RunQueries queries) {
        this.queries = queries;
    }

    RunQueries queries() {
        return queries;
    }

    /** What the steps say, as far as their payloads are there. */
    final Map<SpanId, Content> contents(Trace trace, List<Span> spans) {
        var contents = new HashMap<SpanId, Content>();
        if (!spans.isEmpty()) {
            ask(queries.sent(new Trace(trace.run(), trace.runs(), spans)))
                    .forEach(recorded -> contents.put(recorded.span().id(), ContentReader.read(recorded)));
        }
        return contents;
    }

    /** What some steps say, of one run. */
    final Map<SpanId, Content> contents(
            ReadRun run, List<AlignedStep> steps, Function<AlignedStep, @Nullable Step> side) {
        return contents(
                run.trace(),
                steps.stream()
                        .map(side)
                        .filter(Objects::nonNull)
                        .map(Step::span)
                        .toList());
    }

    static @Nullable Content of(@Nullable Step step, Map<SpanId, Content> contents) {
        return step == null ? null : contents.get(step.span().id());
    }

    /** Aligns two runs that were read. */
    final AlignedPair align(ReadPair read) {
        return aligned(read, Alignment.of(read.left().steps(), read.right().steps(), read.isBare()), true);
    }

    /** @param isWhole whether both were read to their ends */
    final AlignedPair aligned(ReadPair read, Alignment alignment, boolean isWhole) {
        var reason = Reason.of(alignment, first(read, alignment), Side.LEFT.letter(), Side.RIGHT.letter());
        return new AlignedPair(read, alignment, new AlignedForest(alignment.steps()), reason, isWhole);
    }

    /** What differs in the step with which they part. */
    private List<Difference> first(ReadPair read, Alignment alignment) {
        if (alignment.isEqual()) {
            return List.of();
        }
        var step = alignment.steps().get(alignment.first());
        return new StepDifferences(alignment.sameness())
                .of(
                        step,
                        of(step.left(), contents(read.left(), List.of(step), AlignedStep::left)),
                        of(step.right(), contents(read.right(), List.of(step), AlignedStep::right)));
    }
}
