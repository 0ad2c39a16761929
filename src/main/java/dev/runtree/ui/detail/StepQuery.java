package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.run.Around;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a step, and after it the steps around it, one after the other: no more of them than say something of it, and not
 * without bounds.
 */
final class StepQuery implements Query<Optional<Detail>> {
    /** In characters of what was sent, all steps together. */
    private static final long MOST = 64L << 20;

    private final RunQueries queries;
    private final Step step;
    private final Consumer<Detail> first;
    private volatile boolean cancelled;
    private volatile @Nullable Query<Optional<RecordedSpan>> current;
    private long read;

    /** @param first is called with the step before the steps around it are read, on the thread that reads them */
    StepQuery(RunQueries queries, Step step, Consumer<Detail> first) {
        this.queries = queries;
        this.step = step;
        this.first = first;
    }

    @Override
    public Optional<Detail> fetch() {
        var own = payload(step.span().id()).map(Detail::of);
        if (own.isPresent() && hasSurroundings()) {
            first.accept(own.get());
            return Optional.of(own.get().with(surroundings(own.get().content())));
        }
        return own;
    }

    private boolean hasSurroundings() {
        var around = step.around();
        return !around.before().isEmpty()
                || !around.toolsBefore().isEmpty()
                || !around.toolsAfter().isEmpty();
    }

    private Surroundings surroundings(Content own) {
        return switch (step.span().kind()) {
            case LLM -> ofModelCall(own);
            case TOOL, DELEGATION -> ofTool();
            case AGENT, TEAM, WORKFLOW, STEP, HOOK, GUARDRAIL, RETRIEVAL, EMBEDDING, RERANK, APPROVAL, OTHER ->
                Surroundings.NONE;
        };
    }

    @Override
    public void cancel() {
        cancelled = true;
        var query = current;
        if (query != null) {
            query.cancel();
        }
    }

    private Surroundings ofModelCall(Content own) {
        var now = own.inputMessages();
        var earlier = new ArrayList<Surroundings.Earlier>();
        for (var call : step.around().before()) {
            content(call).ifPresent(earlier::add);
            if (new Surroundings(earlier, List.of(), List.of(), List.of()).goesOnFrom(now) != null) {
                break;
            }
        }
        var asks = asks(own.outputMessages());
        return new Surroundings(
                earlier,
                asks(now) ? tools(step.around().toolsBefore()) : List.of(),
                asks ? tools(step.around().toolsAfter()) : List.of(),
                asks ? answers() : List.of());
    }

    private Surroundings ofTool() {
        var name = Names.of(step.span()).subject();
        var earlier = new ArrayList<Surroundings.Earlier>();
        for (var call : step.around().before()) {
            content(call).ifPresent(earlier::add);
            var found = new Surroundings(earlier, List.of(), List.of(), List.of());
            if (found.askedFor(name) != null) {
                break;
            }
        }
        return new Surroundings(earlier, List.of(), List.of(), List.of());
    }

    private static boolean asks(List<Message> messages) {
        return messages.stream().flatMap(message -> message.parts().stream()).anyMatch(Part.ToolCall.class::isInstance);
    }

    private Optional<Surroundings.Earlier> content(Around.Call call) {
        return payload(call.span().id()).map(recorded -> new Surroundings.Earlier(call, ContentReader.read(recorded)));
    }

    private List<ToolRun> tools(List<Span> spans) {
        var runs = new ArrayList<ToolRun>();
        for (var span : spans) {
            runs.add(payload(span.id()).map(ToolRun::of).orElseGet(() -> ToolRun.unread(span)));
        }
        return runs;
    }

    private List<Message> answers() {
        var after = step.around().after();
        return after == null
                ? List.of()
                : payload(after.span().id())
                        .map(recorded -> ContentReader.read(recorded).inputMessages())
                        .orElse(List.of());
    }

    private Optional<RecordedSpan> payload(SpanId id) {
        if (cancelled) {
            throw new CancellationException();
        }
        if (read > MOST) {
            return Optional.empty();
        }
        var query = queries.payload(id);
        current = query;
        if (cancelled) {
            throw new CancellationException();
        }
        var found = query.fetch();
        read += found.map(recorded -> recorded.payload().length()).orElse(0L);
        return found;
    }
}
