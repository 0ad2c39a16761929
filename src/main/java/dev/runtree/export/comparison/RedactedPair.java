package dev.runtree.export.comparison;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Alignment;
import dev.runtree.compare.steps.Step;
import dev.runtree.export.RedactedRecords;
import dev.runtree.model.Run;
import dev.runtree.model.Trace;
import dev.runtree.redact.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * Two compared runs as they may be shown: aligned by what they said, and told without what the rules replace. A step can differ
 * then without a word of how.
 */
public final class RedactedPair {
    private final Redaction redaction;
    private final RedactedRecords records;

    public RedactedPair(Redaction redaction) {
        this.redaction = redaction;
        this.records = new RedactedRecords(redaction);
    }

    public ComparedPair of(ComparedPair pair) {
        var alignment = pair.alignment();
        return new ComparedPair(
                trace(pair.left()),
                trace(pair.right()),
                new Alignment(
                        alignment.steps().stream().map(this::step).toList(),
                        alignment.first(),
                        alignment.firstChange(),
                        alignment.sameness()),
                pair.leftOutOfLeft(),
                pair.leftOutOfRight());
    }

    private Trace trace(Trace trace) {
        return new Trace(run(trace.run()), trace.runs(), trace.spans());
    }

    private Run run(Run run) {
        return run.withSaid(redaction.text(run.name()), said(run.error()), said(run.input()), said(run.output()));
    }

    private AlignedStep step(AlignedStep step) {
        return new AlignedStep(step.depth(), step(step.left()), step(step.right()), step.isMoved(), step.changed());
    }

    private @Nullable Step step(@Nullable Step step) {
        return step == null
                ? null
                : new Step(records.span(step.span()), step.number(), step.attempt(), step.triedAgain());
    }

    private @Nullable String said(@Nullable String text) {
        return text == null ? null : redaction.json(text);
    }
}
