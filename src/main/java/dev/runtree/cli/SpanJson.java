package dev.runtree.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runtree.model.Content;
import dev.runtree.model.CostSource;
import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Payload;
import dev.runtree.model.Span;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span as a JSON object, with the fields that scripts rely on. */
final class SpanJson {

    private SpanJson() {}

    /** Begins the object with what the skeleton says; the caller may add a payload and ends it. */
    static Json begin(Json json, Span span, int depth, @Nullable Long selfNanos) {
        CostSource source = span.costSource();
        LocalDate price = source == null ? null : source.priceDate();
        return json.startObject()
                .text("span_id", span.id().spanId())
                .text("parent_span_id", span.parentSpanId())
                .number("depth", (long) depth)
                .text("span_name", span.spanName())
                .text("name", span.name())
                .text("kind", span.kind().name())
                .text("status", span.status().word())
                .text("status_message", span.statusMessage())
                .text("start_time", Figures.exactTime(span.startNanos()))
                .millis("duration_ms", span.durationNanos())
                .millis("self_ms", selfNanos)
                .text("model", span.model())
                .text("provider", span.provider())
                .number("input_tokens", span.usage().input())
                .number("output_tokens", span.usage().output())
                .number("cached_tokens", span.usage().cached())
                .number("reasoning_tokens", span.usage().reasoning())
                .decimal("cost", span.usage().cost())
                .text("tool_name", span.toolName())
                .text("user_id", span.actor().userId())
                .text("session_id", span.actor().sessionId())
                .text("cost_source", source == null ? null : source.word())
                .text("price_date", price == null ? null : price.toString());
    }

    /** What went in and out, whole, and all that the producer sent. */
    static void payload(Json json, Content content, Payload payload) {
        json.text("input", content.input()).text("output", content.output());
        json.key("messages").startArray();
        messages(json, "input", content.inputMessages());
        messages(json, "output", content.outputMessages());
        json.endArray()
                .jsonOrText("tool_arguments", content.toolArguments())
                .jsonOrText("tool_result", content.toolResult());
        json.key("documents").startArray();
        content.documents().forEach(document -> document(json, document));
        json.endArray()
                .raw("attributes", payload.attributes())
                .raw("events", payload.events())
                .raw("logs", payload.logs())
                .raw("links", payload.links())
                .raw("resource", payload.resource())
                .raw("scope", payload.scope());
        facts(json, content);
        json.number("logs_left_out", payload.logsLeftOut());
    }

    private static void facts(Json json, Content content) {
        Content.Facts facts = content.facts();
        json.text("requested_model", facts.requestedModel())
                .text("response_id", facts.responseId())
                .texts("finish_reasons", facts.finishReasons())
                .number("audio_input_tokens", facts.audio().input())
                .number("audio_output_tokens", facts.audio().output())
                .jsonOrText("parameters", content.parameters())
                .key("prompt");
        prompt(json, facts.prompt());
        json.jsonOrText("metadata", facts.metadata()).text("release", facts.release());
    }

    private static void prompt(Json json, Content.@Nullable Prompt prompt) {
        if (prompt == null) {
            json.write(JsonGenerator::writeNull);
            return;
        }
        json.startObject()
                .text("name", prompt.name())
                .text("version", prompt.version())
                .text("template", prompt.template())
                .jsonOrText("variables", prompt.variables())
                .endObject();
    }

    private static void messages(Json json, String side, List<Message> messages) {
        for (Message message : messages) {
            json.startObject().text("side", side).text("role", message.role()).text("name", message.name());
            json.key("parts").startArray();
            message.parts().forEach(part -> part(json, part));
            json.endArray().endObject();
        }
    }

    private static void part(Json json, Part part) {
        json.startObject();
        switch (part) {
            case Part.Text text -> json.text("type", "text").text("text", text.text());
            case Part.Reasoning reasoning -> json.text("type", "reasoning").text("text", reasoning.text());
            case Part.ToolCall call ->
                json.text("type", "tool_call")
                        .text("id", call.id())
                        .text("name", call.name())
                        .jsonOrText("arguments", call.arguments());
            case Part.ToolResult result ->
                json.text("type", "tool_result")
                        .text("id", result.id())
                        .text("name", result.name())
                        .jsonOrText("result", result.result());
            case Part.Media media ->
                json.text("type", "media").text("mime_type", media.mimeType()).text("uri", media.uri());
            case Part.Unknown unknown -> json.text("type", "unknown").jsonOrText("json", unknown.json());
        }
        json.endObject();
    }

    private static void document(Json json, Content.Document document) {
        json.startObject()
                .text("id", document.id())
                .text("content", document.content())
                .decimal("score", document.score() == null ? null : score(document.score()))
                .jsonOrText("metadata", document.metadata())
                .endObject();
    }

    /** JSON knows no NaN and no infinity; such a score is unknown. */
    private static @Nullable BigDecimal score(double score) {
        return Double.isFinite(score) ? BigDecimal.valueOf(score) : null;
    }
}
