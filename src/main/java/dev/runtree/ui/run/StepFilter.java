package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.query.BadFilter;
import dev.runtree.query.Condition;
import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.StepTerm;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import dev.runtree.query.Glob;
import dev.runtree.query.Match;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.query.StepKey;
import dev.runtree.ui.Messages;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The filter's grammar for the steps of one run: words are looked for in names, and of the keys those count that say
 * something of a step. {@code status} and {@code duration} are the step's own here.
 */
final class StepFilter implements RowScope.Test {
    private final Condition condition;

    private StepFilter(Condition condition) {
        this.condition = condition;
    }

    /**
     * @return {@code null} when everything passes
     * @throws BadFilter with the mistake
     */
    static @Nullable StepFilter parse(String text) {
        if (text.isBlank()) {
            return null;
        }
        var condition = RunFilter.parse(text).condition();
        var none = SpanForest.of(java.util.List.of());
        new StepFilter(condition).in(none);
        return new StepFilter(condition);
    }

    /** Whether it looks for something in inputs, outputs or errors, of which a tree has the first characters only. */
    boolean looksAtBeginnings() {
        return looksAtBeginnings(condition);
    }

    private static boolean looksAtBeginnings(Condition condition) {
        return switch (condition) {
            case All(var parts) -> parts.stream().anyMatch(StepFilter::looksAtBeginnings);
            case Any(var parts) -> parts.stream().anyMatch(StepFilter::looksAtBeginnings);
            case Not(var part) -> looksAtBeginnings(part);
            case Condition.Span(var step) -> looksAtBeginnings(step);
            case StepTerm(var key, var attribute, var match) ->
                key == StepKey.ARG || key == StepKey.RESULT || key == StepKey.ERROR;
            case Words words -> false;
            case Term term -> false;
        };
    }

    @Override
    public IntPredicate in(SpanForest forest) {
        return of(condition, forest);
    }

    private static IntPredicate of(Condition condition, SpanForest forest) {
        return switch (condition) {
            case All(var parts) -> {
                var all = parts.stream().map(part -> of(part, forest)).toArray(IntPredicate[]::new);
                yield span -> {
                    for (var one : all) {
                        if (!one.test(span)) {
                            return false;
                        }
                    }
                    return true;
                };
            }
            case Any(var parts) -> {
                var any = parts.stream().map(part -> of(part, forest)).toArray(IntPredicate[]::new);
                yield span -> {
                    for (var one : any) {
                        if (one.test(span)) {
                            return true;
                        }
                    }
                    return false;
                };
            }
            case Not(var part) -> of(part, forest).negate();
            case Words(var words) -> words(words, forest);
            case Term(var key, var match) -> ofRunKey(key, match, forest);
            case StepTerm(var key, var attribute, var match) -> ofStepKey(key, match, forest);
            case Condition.Span(var step) -> of(step, forest);
        };
    }

    private static IntPredicate words(Glob words, SpanForest forest) {
        if (!words.isLiteral()) {
            var texts = new Texts(words, true);
            return span -> texts.test(Names.of(forest.span(span)).toString());
        }
        var texts = new SpanTexts(words.text());
        return span -> texts.inName(forest.span(span));
    }

    private static IntPredicate ofRunKey(RunKey key, Match match, SpanForest forest) {
        return switch (key) {
            case MODEL -> text(match, forest, Span::model);
            case STATUS -> status(match, forest);
            case DURATION -> Amounts.duration(match, forest);
            case TOKENS -> Amounts.tokens(match, forest);
            case COST -> Amounts.cost(match, forest);
            case NAME -> {
                var texts = new Texts(glob(match), true);
                yield span -> texts.test(Names.of(forest.span(span)).toString());
            }
            case AGENT, TEAM, WORKFLOW -> owned(match, forest);
            case ID -> within(match, forest);
            case USER, SESSION, TYPE, ERRORS, SINCE, UNTIL, TAG, STAR, NOTE, SCORE, SOURCE, ENV ->
                throw new BadFilter(Messages.text("run.filter.key", key.word()), 0, 0);
        };
    }

    private static IntPredicate ofStepKey(StepKey key, Match match, SpanForest forest) {
        return switch (key) {
            case TOOL -> text(match, forest, Span::toolName);
            case MODEL -> text(match, forest, Span::model);
            case KIND -> text(match, forest, span -> span.kind().lowerCase());
            case STEP_STATUS -> status(match, forest);
            case STEP_DURATION -> Amounts.duration(match, forest);
            case ERROR -> anywhere(match, forest, span -> span.failed() ? or(span.statusMessage()) : null);
            case ARG -> anywhere(match, forest, Span::input);
            case RESULT -> anywhere(match, forest, Span::output);
            case ATTR -> throw new BadFilter(Messages.text("run.filter.key", "attr"), 0, 0);
        };
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static IntPredicate status(Match match, SpanForest forest) {
        return text(
                match,
                forest,
                span -> RunSpans.isRunning(span) ? "running" : span.status().word());
    }

    private static IntPredicate text(Match match, SpanForest forest, Function<Span, @Nullable String> of) {
        var texts = new Texts(glob(match), false);
        return span -> texts.test(of.apply(forest.span(span)));
    }

    private static IntPredicate anywhere(Match match, SpanForest forest, Function<Span, @Nullable String> of) {
        var texts = new Texts(glob(match), true);
        return span -> texts.test(of.apply(forest.span(span)));
    }

    static Glob glob(Match match) {
        return match instanceof Glob glob ? glob : Glob.of("");
    }

    /** What belongs to a run of that name: the run, and what lies beneath it down to the runs that it started. */
    private static IntPredicate owned(Match match, SpanForest forest) {
        var texts = new Texts(glob(match), false);
        var in = new java.util.BitSet(forest.size());
        for (var i = 0; i < forest.size(); i++) {
            var span = forest.span(i);
            var up = forest.parent(i);
            var starts = span.kind().startsRun();
            if (starts ? texts.test(Names.of(span).subject()) : up >= 0 && in.get(up)) {
                in.set(i);
            }
        }
        return in::get;
    }

    /** The span of that id with all beneath it. */
    private static IntPredicate within(Match match, SpanForest forest) {
        var id = glob(match).pieces().getFirst();
        var in = new java.util.BitSet(forest.size());
        for (var i = 0; i < forest.size(); i++) {
            var own = forest.span(i).id();
            if (own.spanId().startsWith(id) || own.runId().startsWith(id)) {
                in.set(i, forest.end(i));
            }
        }
        return in::get;
    }
}
