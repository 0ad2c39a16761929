package dev.runtree.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Actor;
import dev.runtree.model.Figures;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored step once more, as a step of a replay: it says what the recorded one says, in the same words, and beside them that it
 * was taken from there. It has used nothing and belongs to no user, whatever its attributes still tell of the one that was recorded.
 */
public final class ReplayedSpan {
    /** The run id of the run that the replayed step's run replays. */
    static final String REPLAY_OF = "runtree.replay_of";

    /** The step itself, as {@code <trace id>-<span id>}. */
    static final String REPLAY_OF_SPAN = "runtree.replay_of_span";

    /** Whether what came out of the step is from the record. */
    static final String RECORDED = "runtree.recorded";

    /** The session of a conversation that was replayed as a whole: its own, not the one that was recorded. */
    static final String SESSION = "runtree.replay.session";

    private static final String KIND = "runtree.span.kind";
    private static final String SUBJECT = "runtree.span.subject";
    private static final String HOOK_STAGE = "runtree.hook.stage";
    private static final List<String> STAGES = List.of("pre", "post");
    private static final List<String> MARKS = List.of(REPLAY_OF, REPLAY_OF_SPAN, RECORDED, SESSION);

    /** What of a span's small print is not of one moment or one id. */
    private static final List<String> KEPT = List.of(
            "kind",
            "dropped_attributes_count",
            "dropped_events_count",
            "dropped_links_count",
            "sent_status_message",
            "changed");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RecordedSpan original;
    private final Span span;
    private final Place place;

    /**
     * Where a replayed step stands.
     *
     * @param parent {@code null} for the first step of the replay
     * @param replayOf the run id of the run that its run replays
     * @param session of the replay, where it is a turn of a conversation and the step is to say so; {@code null} for none
     * @param startNanos nanoseconds since 1970
     * @param endNanos likewise; {@code null} while it goes on
     */
    public record Place(
            SpanId id,
            @Nullable String parent,
            String replayOf,
            @Nullable String session,
            long startNanos,
            @Nullable Long endNanos) {}

    private ReplayedSpan(RecordedSpan original, Place place) {
        this.original = original;
        this.span = original.span();
        this.place = place;
    }

    /** @param original with its log records, where it has any: what they say the replayed step says itself */
    public static RecordedSpan of(RecordedSpan original, Place place) {
        var replayed = new ReplayedSpan(original, place);
        return new RecordedSpan(replayed.span(), replayed.payload());
    }

    /**
     * For whom and by whose count a step was done is not true of its replay.
     *
     * @param session the replay's own; {@code null} for none
     */
    static Actor actor(Actor recorded, @Nullable String session) {
        return new Actor(recorded.agentId(), recorded.teamId(), recorded.workflowId(), null, session, null);
    }

    /** The canonical name of a step taken from a record. What only holds others together is done again, so it has its own. */
    static String spanName(SpanKind kind, String plain) {
        return switch (kind) {
            case AGENT, TEAM, WORKFLOW, STEP, DELEGATION -> plain;
            case LLM, TOOL, HOOK, GUARDRAIL, RETRIEVAL, EMBEDDING, RERANK, APPROVAL, OTHER -> Span.RECORDED + plain;
        };
    }

    private Span span() {
        return Span.builder(place.id(), span.name(), span.kind())
                .parent(place.parent())
                .spanName(spanName(span.kind(), span.plainName()))
                .status(span.status(), span.statusMessage())
                .time(place.startNanos(), place.endNanos())
                .actor(actor(span.actor(), place.session()))
                .model(span.model(), span.provider())
                .usage(Usage.NONE)
                .toolName(span.toolName())
                .input(span.input())
                .output(span.output())
                .source(Source.REPLAY)
                .dialect(span.dialect())
                .tags(span.tags())
                .replayOf(place.replayOf())
                .build();
    }

    private Payload payload() {
        var payload = original.payload();
        var hasLogs = !payload.logs().equals("[]");
        var raw = hasLogs ? RawSpan.of(original) : null;
        return new Payload(
                attributes(
                        raw == null
                                ? payload.attributes()
                                : json(raw.attributes().entries())),
                events(payload.events(), raw == null ? List.of() : raw.logs()),
                links(payload.links()),
                payload.resource(),
                payload.scope(),
                otlp(payload.otlp()),
                null);
    }

    private static String json(Iterable<? extends Map.Entry<String, JsonNode>> entries) {
        var object = NODES.objectNode();
        entries.forEach(entry -> object.set(entry.getKey(), entry.getValue()));
        return object.toString();
    }

    /** The text is kept as it is, and the marks are put behind it: it may be long. */
    private String attributes(String sent) {
        var kept = MARKS.stream().anyMatch(mark -> sent.contains(quoted(mark))) ? withoutMarks(sent) : sent;
        var marks = marks(kept).toString();
        var body = kept.strip();
        var inside = body.substring(1, body.length() - 1).isBlank();
        return body.substring(0, body.length() - 1) + (inside ? "" : ",") + marks.substring(1);
    }

    private static String quoted(String key) {
        return "\"" + key + "\"";
    }

    private static String withoutMarks(String sent) {
        return Json.parse(sent) instanceof ObjectNode object
                ? object.remove(MARKS).toString()
                : sent;
    }

    /** Kind and name are said outright, so that whoever reads it finds the same as in the recorded step. */
    private ObjectNode marks(String sent) {
        var marks = NODES.objectNode();
        if (!sent.contains(quoted(KIND))) {
            marks.put(KIND, span.kind().lowerCase());
        }
        if (!sent.contains(quoted(SUBJECT))) {
            subject(marks, sent.contains(quoted(HOOK_STAGE)));
        }
        if (place.session() != null) {
            marks.put(SESSION, place.session());
        }
        return marks.put(REPLAY_OF, place.replayOf())
                .put(REPLAY_OF_SPAN, span.id().runId())
                .put(RECORDED, true);
    }

    private void subject(ObjectNode marks, boolean hasStage) {
        var plain = span.plainName();
        var subject = plain.substring(plain.indexOf('.') + 1);
        var dot = subject.indexOf('.');
        if (span.kind() == SpanKind.HOOK && dot > 0 && STAGES.contains(subject.substring(0, dot))) {
            if (!hasStage) {
                marks.put(HOOK_STAGE, subject.substring(0, dot));
            }
            marks.put(SUBJECT, subject.substring(dot + 1));
        } else {
            marks.put(SUBJECT, subject);
        }
    }

    /** Events of the record have no time of their own in a replay: all are at its start, in their order. */
    private String events(String sent, List<RawSpan.Event> logs) {
        if (logs.isEmpty() && sent.equals("[]")) {
            return sent;
        }
        var time = Figures.exactTime(place.startNanos());
        var events = NODES.arrayNode();
        if (Json.parse(sent) instanceof ArrayNode known) {
            for (var event : known) {
                events.add(event instanceof ObjectNode object ? object.put("time", time) : event);
            }
        }
        for (var log : logs) {
            var attributes = NODES.objectNode();
            log.attributes().entries().forEach(entry -> attributes.set(entry.getKey(), entry.getValue()));
            events.addObject().put("name", log.name()).put("time", time).set("attributes", attributes);
        }
        return events.toString();
    }

    private String links(String sent) {
        var links = NODES.arrayNode();
        if (Json.parse(sent) instanceof ArrayNode known) {
            for (var link : known) {
                if (!link.path("attributes").has(REPLAY_OF_SPAN)) {
                    links.add(link);
                }
            }
        }
        links.addObject()
                .put("trace_id", span.id().traceId())
                .put("span_id", span.id().spanId())
                .putObject("attributes")
                .put(REPLAY_OF_SPAN, span.id().runId());
        return links.toString();
    }

    private static @Nullable String otlp(@Nullable String sent) {
        if (sent == null || !(Json.parse(sent) instanceof ObjectNode object)) {
            return null;
        }
        object.retain(KEPT);
        return object.isEmpty() ? null : object.toString();
    }
}
