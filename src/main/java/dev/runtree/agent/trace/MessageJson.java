package dev.runtree.agent.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.FinishReason;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes messages as the JSON that the semantic conventions describe. Arguments stay as the model wrote them. */
final class MessageJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MessageJson() {}

    /** Everything but system messages, which have an attribute of their own. */
    static String input(List<ChatMessage> messages) {
        var array = MAPPER.createArrayNode();
        for (var message : messages) {
            switch (message) {
                case SystemMessage system -> {}
                case UserMessage user -> contents(start(array, "user"), user.contents());
                case AiMessage answer -> parts(start(array, "assistant"), answer);
                case ToolExecutionResultMessage result -> result(start(array, "tool"), result);
                default -> text(start(array, "user"), message.toString());
            }
        }
        return array.toString();
    }

    private static void contents(ArrayNode parts, List<Content> contents) {
        for (var content : contents) {
            switch (content) {
                case TextContent text -> text(parts, text.text());
                case ImageContent image ->
                    media(
                            parts,
                            "image",
                            image.image().mimeType(),
                            image.image().base64Data(),
                            image.image().url());
                case AudioContent audio ->
                    media(
                            parts,
                            "audio",
                            audio.audio().mimeType(),
                            audio.audio().base64Data(),
                            audio.audio().url());
                case PdfFileContent file ->
                    media(
                            parts,
                            "document",
                            "application/pdf",
                            file.pdfFile().base64Data(),
                            file.pdfFile().url());
                default -> text(parts, content.toString());
            }
        }
    }

    private static void media(
            ArrayNode parts, String modality, @Nullable String type, @Nullable String base64, @Nullable URI place) {
        var part = parts.addObject()
                .put("type", base64 == null ? "uri" : "blob")
                .put("modality", modality)
                .put("mime_type", type);
        if (base64 == null) {
            part.put("uri", String.valueOf(place));
        } else {
            part.put("content", base64);
        }
    }

    static String output(AiMessage answer, @Nullable FinishReason finish) {
        var array = MAPPER.createArrayNode();
        parts(start(array, "assistant"), answer);
        if (finish != null) {
            ((ObjectNode) array.get(0)).put("finish_reason", word(finish));
        }
        return array.toString();
    }

    /** What the system messages say; {@code null} when there are none. */
    static @Nullable String instructions(List<ChatMessage> messages) {
        var array = MAPPER.createArrayNode();
        messages.stream()
                .filter(SystemMessage.class::isInstance)
                .forEach(message -> text(array, ((SystemMessage) message).text()));
        return array.isEmpty() ? null : array.toString();
    }

    /** One message of plain text. */
    static String text(String role, String text) {
        var array = MAPPER.createArrayNode();
        text(start(array, role), text);
        return array.toString();
    }

    static String definitions(List<ToolSpecification> tools) {
        var array = MAPPER.createArrayNode();
        for (var tool : tools) {
            var object = array.addObject()
                    .put("type", "function")
                    .put("name", tool.name())
                    .put("description", tool.description());
            if (tool.parameters() != null) {
                object.putRawValue("parameters", new RawValue(SchemaJson.of(tool.parameters())));
            }
        }
        return array.toString();
    }

    static String word(FinishReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_EXECUTION -> "tool_call";
            case CONTENT_FILTER -> "content_filter";
            case OTHER -> "other";
        };
    }

    /** Begins a message and gives its parts. */
    private static ArrayNode start(ArrayNode messages, String role) {
        return messages.addObject().put("role", role).putArray("parts");
    }

    private static void parts(ArrayNode parts, AiMessage answer) {
        if (answer.thinking() != null) {
            parts.addObject().put("type", "reasoning").put("content", answer.thinking());
        }
        if (answer.text() != null) {
            text(parts, answer.text());
        }
        for (var call : answer.toolExecutionRequests()) {
            var part = parts.addObject().put("type", "tool_call");
            if (call.id() != null) {
                part.put("id", call.id());
            }
            jsonOrText(part.put("name", call.name()), "arguments", call.arguments());
        }
    }

    private static void result(ArrayNode parts, ToolExecutionResultMessage result) {
        var part = parts.addObject().put("type", "tool_call_response");
        if (result.id() != null) {
            part.put("id", result.id());
        }
        jsonOrText(part, "response", result.text());
    }

    private static void text(ArrayNode parts, String text) {
        parts.addObject().put("type", "text").put("content", text);
    }

    /** An object or array goes in as it was written, digit by digit; anything else is text. */
    private static void jsonOrText(ObjectNode part, String key, @Nullable String value) {
        if (value != null && isJson(value)) {
            part.putRawValue(key, new RawValue(value));
        } else {
            part.put(key, value);
        }
    }

    private static boolean isJson(String value) {
        try {
            JsonNode tree = MAPPER.readTree(value);
            return tree.isContainerNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
