package dev.runtree.ui.sessions;

import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.TellingSteps;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what was said in a turn: its steps without their payloads, and the payloads of the one or two that say it. */
final class TurnReader extends QueryChain<Turn> {
    /** The steps of larger runs are not read for the sake of a chat. */
    private static final int MOST_STEPS = 20_000;

    private final RunQueries queries;
    private final Run run;

    TurnReader(RunQueries queries, Run run) {
        this.queries = queries;
        this.run = run;
    }

    @Override
    public Turn fetch() {
        if (run.spanCount() > MOST_STEPS) {
            var texts = texts(run.id());
            return new Turn(
                    run,
                    first(texts.asked(), run.input()),
                    first(texts.answered(), run.output()),
                    List.of(),
                    true,
                    null);
        }
        var trace = ask(queries.run(run.id())).orElse(null);
        if (trace == null) {
            return Turn.preview(run);
        }
        var spans = trace.spans();
        var question = TellingSteps.asked(run.id(), spans).orElse(null);
        // While it waits or works, only its own words are its answer so far, not those of its members.
        var isOver = trace.run().endNanos() != null;
        var answer = TellingSteps.answered(run.id(), isOver ? spans : OwnSteps.of(trace.run(), trace))
                .orElse(null);
        var told = question == null ? Texts.NONE : texts(question.id());
        var answered = answer == null
                ? Texts.NONE
                : question != null && question.id().equals(answer.id()) ? told : texts(answer.id());
        return new Turn(
                trace.run(),
                first(told.asked(), run.input()),
                first(answered.answered(), isOver ? run.output() : null),
                spans.stream()
                        .filter(span -> span.kind() == SpanKind.TOOL)
                        .sorted(Comparator.comparingLong(Span::startNanos))
                        .map(Call::of)
                        .toList(),
                false,
                waitsFor(spans));
    }

    private record Texts(@Nullable String asked, @Nullable String answered) {
        static final Texts NONE = new Texts(null, null);
    }

    private Texts texts(SpanId span) {
        return ask(queries.payload(span))
                .map(ContentReader::read)
                .map(content -> new Texts(content.input(), content.output()))
                .orElse(Texts.NONE);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null && !one.isBlank() ? one : other;
    }

    private static @Nullable String waitsFor(List<Span> spans) {
        return spans.stream()
                .filter(span -> span.kind() == SpanKind.APPROVAL && span.endNanos() == null)
                .map(span -> span.toolName() == null ? span.name() : span.toolName())
                .findFirst()
                .orElse(null);
    }
}
