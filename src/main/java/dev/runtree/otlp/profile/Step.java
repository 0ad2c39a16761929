package dev.runtree.otlp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.text.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is told to a back end.
 *
 * @param own what its producer says of it
 * @param usage what it counts for: nothing where another step counts the same
 * @param user for whom, whichever span of the trace says so
 * @param session in which conversation, likewise
 * @param trace the name of the trace's first run
 * @param tags of the trace's first run
 * @param isHead whether it stands for the trace, whose root is missing
 */
public record Step(
        Span span,
        Content content,
        Attributes own,
        Usage usage,
        @Nullable String user,
        @Nullable String session,
        String trace,
        List<String> tags,
        boolean isHead) {

    /**
     * @param recorded with its log records, where these are known: back ends read none
     * @param without keys of its attributes that are not sent
     */
    public static Step of(
            RecordedSpan recorded,
            Set<String> without,
            Usage usage,
            @Nullable String user,
            @Nullable String session,
            String trace,
            List<String> tags,
            boolean isHead) {
        var own = Attributes.of(Json.parse(recorded.payload().attributes()));
        for (var key : without) {
            own = own.without(key);
        }
        return new Step(recorded.span(), ContentReader.read(recorded), own, usage, user, session, trace, tags, isHead);
    }

    SpanKind kind() {
        return span.kind();
    }

    /** What the step is about, such as an agent's name: the canonical name without its kind. */
    String subject() {
        var plain = span.plainName();
        return plain.substring(plain.indexOf('.') + 1);
    }

    /** A model call that was made: one taken from a record was not, and back ends that count calls must not count it. */
    boolean isModelCall() {
        return kind() == SpanKind.LLM && !span.isRecorded();
    }

    boolean isTool() {
        return kind() == SpanKind.TOOL || kind() == SpanKind.DELEGATION;
    }

    /** When the first token came, as RFC 3339. */
    @Nullable String firstToken() {
        return span.firstTokenNanos() == null ? null : Figures.exactTime(span.startNanos() + span.firstTokenNanos());
    }

    /** What went in: of a tool its arguments. */
    @Nullable String input() {
        return isTool() && content.toolArguments() != null ? content.toolArguments() : content.input();
    }

    /** What came out: of a tool its result. */
    @Nullable String output() {
        return isTool() && content.toolResult() != null ? content.toolResult() : content.output();
    }

    @Nullable String requestedModel() {
        var requested = content.facts().requestedModel();
        return requested == null ? span.model() : requested;
    }

    /** The parameters of the request, such as its temperature. */
    @Nullable ObjectNode parameters() {
        var text = content.parameters();
        return text != null && Json.parse(text) instanceof ObjectNode object ? object : null;
    }

    /** JSON where a text is JSON of an object or array, else the text. */
    static JsonNode value(String text) {
        var node = Json.looksStructured(text) ? Json.parse(text) : null;
        return node == null ? Json.MAPPER.getNodeFactory().textNode(text) : node;
    }
}
