package dev.runtree.compare;

import dev.runtree.compare.RunSteps.Said;
import dev.runtree.compare.Value.Amount;
import dev.runtree.compare.Value.Words;
import dev.runtree.model.Annotation;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run has to say to an aspect. */
final class RunValues {
    private static final Value NONE = new Value.None();
    private static final Value UNREAD = new Value.Unread();

    private RunValues() {}

    static Value of(ComparedRun compared, Aspect aspect) {
        var run = compared.run();
        return switch (aspect) {
            case STATUS -> new Words(run.status().word());
            case ERROR -> run.error() == null ? NONE : new Value.Text(run.error(), run.id());
            case STARTED -> Amount.of(run.startNanos());
            case DURATION -> amount(run.durationNanos());
            case COST -> cost(run);
            case TOKENS_IN -> amount(run.tree().input());
            case TOKENS_OUT -> amount(run.tree().output());
            case TOKENS_CACHED -> amount(run.tree().cached());
            case TOKENS_REASONING -> amount(run.tree().reasoning());
            case STEPS -> Amount.of(run.spanCount());
            case ERRORS -> Amount.of(run.errorCount());
            case AGENT -> words(run.name());
            case USER -> words(run.actor().userId());
            case SESSION -> words(run.actor().sessionId());
            case ENVIRONMENT -> words(run.environment());
            case TAGS -> words(run.tags().stream().sorted().collect(Collectors.joining(", ")));
            case STAR -> said(compared, said -> said.starred() ? new Words("★") : NONE);
            case SCORES -> said(compared, RunValues::scores);
            case INPUT -> steps(compared, steps -> text(steps.input()));
            case OUTPUT -> steps(compared, steps -> text(steps.output()));
            case SYSTEM -> steps(compared, steps -> text(steps.system()));
            case MODELS -> models(compared);
            case MODEL_CALLS -> steps(compared, steps -> count(steps, run, steps.modelCalls()));
            case TOOL_CALLS -> steps(compared, steps -> count(steps, run, steps.allCalls()));
            case TOOLS ->
                steps(
                        compared,
                        steps -> steps.allCalls() == 0 && steps.read() >= run.spanCount()
                                ? NONE
                                : new Value.Calls(steps.calls(), steps.allCalls(), steps.read(), run.spanCount()));
            case ATTRIBUTE -> throw new IllegalArgumentException("an attribute has a name");
        };
    }

    static Value attribute(ComparedRun compared, String key) {
        return steps(compared, steps -> words(steps.attributes().get(key)));
    }

    static boolean isOk(Value status) {
        return status instanceof Words(var word) && word.equals(RunStatus.OK.word());
    }

    private static Value steps(ComparedRun compared, Function<RunSteps, Value> told) {
        return compared.steps() == null ? UNREAD : told.apply(compared.steps());
    }

    private static Value said(ComparedRun compared, Function<Annotation, Value> told) {
        return compared.said() == null ? UNREAD : told.apply(compared.said());
    }

    /** Of a run whose steps were not all looked into it is only the least. */
    private static Value count(RunSteps steps, Run run, int count) {
        return new Amount(Amount.of(count).amount(), steps.read() < run.spanCount());
    }

    private static Value models(ComparedRun compared) {
        var own = Stream.ofNullable(compared.run().model());
        var all = compared.steps() == null ? own : Stream.concat(own, compared.steps().models().stream());
        return words(all.distinct().sorted().collect(Collectors.joining(", ")));
    }

    private static Value cost(Run run) {
        var known = run.tree().cost();
        return known == null ? NONE : new Amount(known, run.tree().unpriced() > 0);
    }

    private static Value scores(Annotation said) {
        return words(said.scores().stream()
                .map(score -> Stream.of(
                                score.name(),
                                score.value() == null ? null : score.value().toPlainString(),
                                score.label())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", ")));
    }

    private static Value text(@Nullable Said said) {
        return said == null || said.text().isBlank() ? NONE : new Value.Text(said.text(), said.step());
    }

    private static Value amount(@Nullable Long amount) {
        return amount == null ? NONE : Amount.of(amount);
    }

    private static Value words(@Nullable String text) {
        return text == null || text.isBlank() ? NONE : new Words(text);
    }
}
