package dev.runtree.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Payload;
import dev.runtree.model.SpanKind;
import dev.runtree.replay.RecordedStep.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was cut off or taken out of a step before it was recorded, as far as it can be seen: by the marks that SDKs leave, by JSON
 * that does not end, by the attributes that an SDK says it dropped. Of a message that many calls repeat, the first call tells.
 */
final class Blemishes {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Place place;
    private final Content content;
    private final Payload payload;
    private final List<Message> messages;

    /** @param messages those of the step that no step before it had */
    Blemishes(Place place, Content content, Payload payload, List<Message> messages) {
        this.place = place;
        this.content = content;
        this.payload = payload;
        this.messages = messages;
    }

    List<Lack> find() {
        var texts = texts();
        var found = new ArrayList<Lack>();
        var dropped = dropped();
        if (dropped > 0) {
            found.add(lack(Lack.Kind.CUT, "its SDK dropped " + Figures.counted(dropped, "attribute")));
        } else if (texts.stream().anyMatch(TextMarks::isCut) || isSentCut()) {
            found.add(lack(Lack.Kind.CUT, "a text in it ends before its end"));
        }
        if (texts.stream().anyMatch(TextMarks::isRedacted)) {
            found.add(lack(Lack.Kind.REDACTED, "words were taken out of it before it was recorded"));
        }
        return found;
    }

    private Lack lack(Lack.Kind kind, String why) {
        return new Lack(
                kind,
                place.number(),
                kind.words() + ": step " + place.number() + " (" + place.span().plainName() + "), " + why);
    }

    private List<String> texts() {
        var own = place.span().kind() == SpanKind.LLM
                ? Stream.<@Nullable String>empty()
                : Stream.of(content.toolArguments(), content.toolResult(), content.input(), content.output());
        return Stream.concat(
                        own.filter(Objects::nonNull).map(Objects::requireNonNull),
                        messages.stream()
                                .flatMap(message -> message.parts().stream().map(Blemishes::text)))
                .toList();
    }

    private static String text(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Reasoning reasoning -> reasoning.text();
            case Part.ToolCall call -> call.arguments();
            case Part.ToolResult result -> result.result();
            case Part.Media media -> "";
            case Part.Unknown unknown -> "";
        };
    }

    private long dropped() {
        var otlp = payload.otlp();
        return otlp == null || !otlp.contains("dropped_attributes_count")
                ? 0
                : tree(otlp).path("dropped_attributes_count").asLong();
    }

    /** A model call of which nothing can be read, because what was sent of its messages is broken off. */
    private boolean isSentCut() {
        if (place.span().kind() != SpanKind.LLM
                || (!content.inputMessages().isEmpty()
                        && !content.outputMessages().isEmpty())) {
            return false;
        }
        for (var value : tree(payload.attributes())) {
            if (value.isTextual() && TextMarks.endsInTheMiddle(value.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
