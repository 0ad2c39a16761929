package dev.runtree.replay;

import dev.runtree.model.Content;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.Other;
import dev.runtree.replay.RecordedStep.Place;
import dev.runtree.replay.RecordedStep.RunBegin;
import dev.runtree.replay.RecordedStep.ToolCall;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a run back from its record, some payloads at a time: those of a long run are more than memory holds. */
public final class RunReader extends QueryChain<RecordedRun> {
    private static final int TOGETHER = 100;

    private final RecordSource source;
    private final Trace trace;
    private final IntConsumer progress;
    private final SpanTree tree;
    private final Set<SpanId> runs;
    private final boolean[] isModelCall;
    private final SharedMessages shared = new SharedMessages();
    private final List<Read> steps = new ArrayList<>();
    private final List<Lack> marks = new ArrayList<>();

    /** A step before it is known which calls of tools belong to which answers. */
    private record Read(Place place, Content content) {}

    /** @param trace a run with the spans of its subtree, as {@link RunQueries#run} gives it */
    public RunReader(RunQueries queries, Trace trace) {
        this(queries, trace, read -> {});
    }

    /** @param progress is told how many steps are read, now and then */
    public RunReader(RunQueries queries, Trace trace, IntConsumer progress) {
        this(queries::payloads, trace, progress);
    }

    /**
     * @param trace a run with the spans of its subtree
     * @param progress is told how many steps are read, now and then
     */
    public RunReader(RecordSource source, Trace trace, IntConsumer progress) {
        this.source = source;
        this.trace = trace;
        this.progress = progress;
        tree = SpanTree.of(trace.spans());
        runs = trace.runs().stream().map(Run::id).collect(Collectors.toCollection(HashSet::new));
        isModelCall = tree.modelCalls();
    }

    /** The run as it was recorded. A step whose payload is gone has nothing to say. */
    @Override
    public RecordedRun fetch() {
        var spans = tree.spans();
        for (var at = 0; at < spans.size(); at += TOGETHER) {
            progress.accept(at);
            var part = new Trace(trace.run(), trace.runs(), spans.subList(at, Math.min(spans.size(), at + TOGETHER)));
            var payloads = ask(source.payloads(part)).stream()
                    .collect(Collectors.toMap(recorded -> recorded.span().id(), recorded -> recorded));
            part.spans().forEach(span -> add(span, payloads.get(span.id())));
        }
        var recorded = recorded();
        return new RecordedRun(trace.run(), recorded, new Lacking(trace, recorded, marks).find());
    }

    private void add(Span span, @Nullable RecordedSpan recorded) {
        var number = steps.size() + 1;
        var parent = tree.parent(number - 1) + 1;
        var run = beginsRun(span)
                ? number
                : parent == 0 ? 0 : steps.get(parent - 1).place().run();
        var place = new Place(span, number, parent, run);
        if (recorded == null) {
            steps.add(new Read(place, ContentReader.read(new RecordedSpan(span, Payload.EMPTY))));
            return;
        }
        var content = shared.in(ContentReader.read(recorded));
        marks.addAll(new Blemishes(place, content, recorded.payload(), shared.takeNew()).find());
        steps.add(new Read(place, content));
    }

    private boolean beginsRun(Span span) {
        return span.kind().startsRun() && runs.contains(span.id());
    }

    private List<RecordedStep> recorded() {
        var made = steps.stream().map(this::step).toList();
        return new CallMatching(made).matched();
    }

    private RecordedStep step(Read read) {
        var place = read.place();
        var span = place.span();
        var content = read.content();
        if (place.run() == place.number()) {
            return new RunBegin(place, content.input(), content.output(), content.error());
        }
        if (span.kind() == SpanKind.LLM && isModelCall[place.number() - 1]) {
            return new ModelCall(
                    place, request(span, content), answer(content), List.of(), span.usage(), content.error());
        }
        if (span.kind() == SpanKind.TOOL || span.kind() == SpanKind.DELEGATION) {
            return tool(place, content);
        }
        return new Other(place, content.input(), content.output(), content.error());
    }

    private static ModelRequest request(Span span, Content content) {
        var asked = content.facts().requestedModel();
        return new ModelRequest(
                span.provider(),
                asked == null ? span.model() : asked,
                content.parameters(),
                content.inputMessages(),
                content.tools());
    }

    private static @Nullable ModelAnswer answer(Content content) {
        return content.outputMessages().isEmpty()
                ? null
                : new ModelAnswer(content.outputMessages(), content.facts().finishReasons());
    }

    private static ToolCall tool(Place place, Content content) {
        var span = place.span();
        var named = span.toolName();
        var canonical = span.plainName().substring(span.plainName().indexOf('.') + 1);
        return new ToolCall(
                place,
                content.facts().callId(),
                named == null || named.isBlank() ? canonical : named,
                content.toolArguments() == null ? content.input() : content.toolArguments(),
                content.toolResult() == null ? content.output() : content.toolResult(),
                content.error());
    }
}
