package dev.runtree.ui.provenance;

import dev.runtree.model.Content;
import dev.runtree.model.Part;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.Calls;
import dev.runtree.provenance.Leaf;
import dev.runtree.provenance.Origin;
import dev.runtree.provenance.Seen;
import dev.runtree.provenance.SeenBuilder;
import dev.runtree.provenance.Texts;
import dev.runtree.provenance.Use;
import dev.runtree.provenance.WhereFrom;
import dev.runtree.provenance.WhereTo;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers for one run that is open. Reads what an answer needs and nothing else: of a tool the call of the model that asked for
 * it, which has all that the model had seen; only where that is not all, what the agent did before. The texts of what was read
 * are kept, each once, until there are too many.
 */
public final class RunOrigins {
    /** Characters of texts that are kept; then it begins anew. */
    private static final long MOST_CHARACTERS = 24_000_000;

    /** Steps before a call that are read when its messages do not tell all. */
    private static final int MOST_STEPS = 200;

    /** Later calls that are read at once. */
    private static final int BATCH = 40;

    private final RunQueries queries;
    private final Run run;
    private final List<Span> given;
    private @Nullable Calls calls;
    private Texts kept;

    /** @param spans of the run, in tree order */
    public RunOrigins(RunQueries queries, Run run, List<Span> spans) {
        this(queries, run, spans, new Texts());
    }

    private RunOrigins(RunQueries queries, Run run, List<Span> spans, Texts kept) {
        this.queries = queries;
        this.run = run;
        this.given = spans;
        this.kept = kept;
    }

    /** For the same run as it is now; what was read stays. */
    RunOrigins grown(Run now, List<Span> spans) {
        return new RunOrigins(queries, now, spans, texts());
    }

    /** Made where it is first needed, which is not the FX thread. */
    private synchronized Calls calls() {
        var made = calls;
        if (made == null) {
            made = new Calls(SpanTree.of(given));
            calls = made;
        }
        return made;
    }

    /** A call of a tool in a message, as it stands there. */
    record CallKey(@Nullable String id, String name, String arguments) {
        static CallKey of(Part.ToolCall call) {
            return new CallKey(call.id(), call.name(), call.arguments());
        }
    }

    /** The arguments of a tool's step as they were recorded, and where they come from. */
    public record Tool(String arguments, CallOrigins origins) {}

    /** Whether these are answers about a run as it is now. */
    boolean isOf(Run other, List<Span> spans) {
        return run.equals(other) && spans.size() == given.size();
    }

    boolean isOf(Run other) {
        return run.id().equals(other.id());
    }

    @Nullable Span span(SpanId id) {
        var place = calls().tree().place(id.spanId());
        return place < 0 ? null : calls().tree().span(place);
    }

    /** Where the arguments of a tool's step come from; empty when it has none, or is gone. */
    public Query<Optional<Tool>> ofTool(SpanId tool) {
        return new Chain<>(chain -> chain.fetch(queries.payload(tool)).flatMap(recorded -> {
            var content = ContentReader.read(recorded);
            var arguments = content.toolArguments();
            if (arguments == null) {
                return Optional.empty();
            }
            var texts = texts();
            var request = request(chain, texts, recorded.span(), arguments);
            var before = calls().failedBefore(tool)
                    .flatMap(failed -> chain.fetch(queries.payload(failed.id())))
                    .map(failed -> ContentReader.read(failed).toolArguments())
                    .orElse(null);
            synchronized (texts) {
                var from = new WhereFrom(texts, request.seen());
                var requested = request.calls().said().isEmpty() ? null : new WhereFrom(texts, request.calls());
                var origins = CallOrigins.of(from, requested, arguments, error(recorded.span(), content), before);
                return Optional.of(new Tool(arguments, origins));
            }
        }));
    }

    /** Where the arguments of all calls come from that a model call was told of or asks for, by the calls as they stand there. */
    Query<Map<CallKey, CallOrigins>> ofMessages(SpanId call) {
        return new Chain<>(chain -> {
            var found = chain.fetch(queries.payload(call));
            var origins = new LinkedHashMap<CallKey, CallOrigins>();
            found.ifPresent(recorded -> {
                var content = ContentReader.read(recorded);
                var span = recorded.span();
                var texts = texts();
                var before = !MessageOrigins.hasCalls(content) || isAll(asked(texts, span, content), content)
                        ? null
                        : earlier(chain, texts, span, span.startNanos());
                synchronized (texts) {
                    new MessageOrigins(texts, calls(), span, content, before).into(origins);
                }
            });
            return origins;
        });
    }

    /** Where a text comes from that was selected in a step: what was said before the step, or in it. */
    public Query<Origin> ofText(Span step, Leaf text) {
        return new Chain<>(chain -> {
            var texts = texts();
            var own = chain.fetch(queries.payload(step.id())).map(ContentReader::read);
            var arguments = own.map(Content::toolArguments).orElse("");
            var seen = step.kind() == SpanKind.TOOL
                    ? seen(chain, texts, step, arguments)
                    : earlier(chain, texts, step, step.startNanos());
            synchronized (texts) {
                var builder = new SeenBuilder(texts, (tool, result) -> calls().producer(step, tool, result));
                own.ifPresent(content -> add(step, content, builder));
                return new WhereFrom(texts, seen.and(builder.build())).of(text);
            }
        });
    }

    /**
     * Where the result of a step was used.
     *
     * @param looked how many later calls of models were looked through
     * @param all how many there are
     * @param recorded whether the result is recorded, and what any of those calls answered
     */
    public record Uses(List<Use> uses, int looked, int all, boolean recorded) {}

    /** Where the result of a step was used by its agent. */
    public Query<Uses> uses(SpanId step) {
        return new Chain<>(chain -> {
            var later = calls().modelsAfter(step);
            var some = later.subList(0, Math.min(MOST_STEPS, later.size()));
            var recorded = chain.fetch(queries.payload(step));
            if (recorded.isEmpty() || some.isEmpty()) {
                return new Uses(List.of(), 0, later.size(), false);
            }
            var span = recorded.get().span();
            var content = ContentReader.read(recorded.get());
            var texts = texts();
            var arguments = content.toolArguments();
            var before = seen(chain, texts, span, arguments == null ? "" : arguments);
            Seen result;
            Seen known;
            synchronized (texts) {
                result = new SeenBuilder(texts)
                        .gave(step, span.toolName(), content)
                        .build();
                known = before.and(
                        new SeenBuilder(texts).arguments(step, content).build());
            }
            var uses = new ArrayList<Use>();
            var answered = false;
            for (var from = 0; from < some.size(); from += BATCH) {
                var batch = some.subList(from, Math.min(some.size(), from + BATCH));
                var payloads = chain.fetch(queries.payloads(new Trace(run, List.of(run), batch)));
                synchronized (texts) {
                    var to = new WhereTo(texts, result, known);
                    for (var each : payloads) {
                        var said = ContentReader.read(each);
                        answered |= !said.outputMessages().isEmpty() || said.output() != null;
                        uses.addAll(to.in(each.span().id(), said));
                    }
                }
            }
            return new Uses(
                    uses, some.size(), later.size(), answered && !result.said().isEmpty());
        });
    }

    private static @Nullable String error(Span span, Content content) {
        if (!span.failed() && content.error() == null) {
            return null;
        }
        var parts = new ArrayList<String>();
        if (content.error() != null && content.error().message() != null) {
            parts.add(content.error().message());
        }
        if (span.statusMessage() != null && !parts.contains(span.statusMessage())) {
            parts.add(span.statusMessage());
        }
        var result = content.toolResult();
        if (result != null && !parts.contains(result)) {
            parts.add(result);
        }
        return String.join("\n", parts);
    }

    /**
     * What the model had seen that asked for a step.
     *
     * @param calls what it asked for; nothing when that is not recorded
     */
    private record Request(Seen seen, Seen calls) {}

    private Seen seen(Chain<?> chain, Texts texts, Span step, String arguments) {
        return request(chain, texts, step, arguments).seen();
    }

    private Request request(Chain<?> chain, Texts texts, Span step, String arguments) {
        for (var asker : calls().askers(step.id())) {
            var found = chain.fetch(queries.payload(asker.id()));
            if (found.isEmpty()) {
                continue;
            }
            var content = ContentReader.read(found.get());
            var asks = Calls.asks(content, step.toolName(), arguments);
            if (asks.orElse(calls().isOwn(asker, step.id()))) {
                var seen = asked(texts, asker, content);
                return new Request(
                        isAll(seen, content)
                                ? seen
                                : earlier(chain, texts, step, asker.startNanos())
                                        .and(seen),
                        requested(texts, asker, content, step.toolName()));
            }
        }
        var earlier = earlier(chain, texts, step, step.startNanos());
        return new Request(new Seen(earlier.said(), false, earlier.media(), earlier.whole()), Seen.nothing());
    }

    private static Seen requested(Texts texts, Span call, Content content, @Nullable String tool) {
        synchronized (texts) {
            return new SeenBuilder(texts).requested(call.id(), content, tool).build();
        }
    }

    private Seen asked(Texts texts, Span call, Content content) {
        synchronized (texts) {
            return new SeenBuilder(texts, (tool, result) -> calls().producer(call, tool, result))
                    .asked(call.id(), content)
                    .build();
        }
    }

    /** Whether the messages of a call are the whole conversation: some providers keep what was said before. */
    private static boolean isAll(Seen seen, Content content) {
        var parameters = content.parameters();
        if (parameters != null
                && (parameters.contains("previous_response_id") || parameters.contains("\"conversation\""))) {
            return false;
        }
        return seen.said().stream().anyMatch(said -> switch (said.source().teller()) {
            case SYSTEM, USER, INPUT -> true;
            case TOOL, DOCUMENT, OTHER, DEFINITION, MODEL -> false;
        });
    }

    /** What the agent was given and had done before a moment. */
    private Seen earlier(Chain<?> chain, Texts texts, Span step, long nanos) {
        var steps = calls().before(step.id(), nanos);
        var some = new ArrayList<Span>();
        calls().owner(step.id()).ifPresent(some::add);
        some.addAll(steps.subList(Math.max(0, steps.size() - MOST_STEPS), steps.size()));
        var all = some.size() > steps.size() - 1 && steps.size() <= MOST_STEPS;
        var recorded = chain.fetch(queries.payloads(new Trace(run, List.of(run), some)));
        synchronized (texts) {
            var builder = new SeenBuilder(texts, (tool, result) -> calls().producer(step, tool, result));
            for (var each : recorded) {
                add(each.span(), ContentReader.read(each), builder);
            }
            var seen = builder.build();
            return all ? seen : new Seen(seen.said(), seen.recorded(), seen.media(), false);
        }
    }

    private static void add(Span span, Content content, SeenBuilder to) {
        switch (span.kind()) {
            case LLM -> to.asked(span.id(), content).answered(span.id(), content);
            case TOOL, RETRIEVAL -> to.gave(span.id(), span.toolName(), content);
            case AGENT, TEAM, WORKFLOW -> to.task(span.id(), content);
            case STEP, HOOK, GUARDRAIL, EMBEDDING, RERANK, DELEGATION, APPROVAL, OTHER -> {}
        }
    }

    /** The texts for one question from its beginning to its end: numbers of texts mean nothing in others. */
    private synchronized Texts texts() {
        if (kept.characters() > MOST_CHARACTERS) {
            kept = new Texts();
        }
        return kept;
    }
}
