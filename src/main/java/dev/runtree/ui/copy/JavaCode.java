package dev.runtree.ui.copy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model call as a Java program that makes it again with LangChain4j. The key is a variable of the environment. */
final class JavaCode {
    private static final String HEAD = """
            import dev.langchain4j.agent.tool.*;
            import dev.langchain4j.data.message.*;
            import dev.langchain4j.model.chat.*;
            import dev.langchain4j.model.chat.request.*;
            import dev.langchain4j.model.chat.request.json.*;
            import java.util.List;

            public class ModelCall {
                public static void main(String[] arguments) {
            """;

    private static final String FOOT = """
                    var response = model.chat(request);
                    System.out.println(response.aiMessage());
                }
            }
            """;

    private final ModelRequest request;

    private JavaCode(ModelRequest request) {
        this.request = request;
    }

    static String of(ModelRequest request) {
        return new JavaCode(request).code();
    }

    private String code() {
        var messages = request.messages().stream()
                .flatMap(message -> message(message).stream())
                .toList();
        var code = new StringBuilder(HEAD).append(model());
        code.append("        List<ChatMessage> messages = List.of(\n                ")
                .append(String.join(",\n                ", messages))
                .append(");\n");
        code.append("        var request = ChatRequest.builder()\n                .messages(messages)\n");
        if (!request.tools().isEmpty()) {
            code.append("                .toolSpecifications(\n                        ")
                    .append(String.join(
                            ",\n                        ",
                            request.tools().stream().map(JavaCode::tool).toList()))
                    .append(")\n");
        }
        return code.append("                .build();\n").append(FOOT).toString();
    }

    private String model() {
        var provider = request.provider();
        var type = switch (provider.form()) {
            case OPENAI -> "dev.langchain4j.model.openai.OpenAiChatModel";
            case ANTHROPIC -> "dev.langchain4j.model.anthropic.AnthropicChatModel";
            case OLLAMA -> "dev.langchain4j.model.ollama.OllamaChatModel";
        };
        var lines = new ArrayList<String>();
        lines.add(".baseUrl(System.getenv().getOrDefault(" + JavaText.literal(provider.addressVariable()) + ", "
                + JavaText.literal(provider.address()) + "))");
        if (provider.keyVariable() != null) {
            lines.add(".apiKey(System.getenv(" + JavaText.literal(provider.keyVariable()) + "))");
        }
        lines.add(".modelName(" + JavaText.literal(request.model()) + ")");
        number(lines, "temperature", "temperature");
        number(lines, "topP", "top_p");
        var most = request.option("max_tokens", "max_output_tokens", "max_completion_tokens");
        if (most != null && most.canConvertToInt()) {
            lines.add(
                    (provider.form() == Provider.Form.OLLAMA ? ".numPredict(" : ".maxTokens(") + most.intValue() + ")");
        }
        lines.add(".build();");
        return "        ChatModel model = " + type + ".builder()\n                "
                + String.join("\n                ", lines) + "\n";
    }

    private void number(List<String> lines, String setter, String option) {
        var value = request.option(option);
        if (value != null && value.isNumber()) {
            lines.add("." + setter + "(" + value.doubleValue() + ")");
        }
    }

    private static List<String> message(Message message) {
        var made = new ArrayList<String>();
        for (var part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                made.add("ToolExecutionResultMessage.from(" + literal(result.id()) + ", " + literal(result.name())
                        + ", " + JavaText.literal(result.result()) + ")");
            }
        }
        switch (message.role()) {
            case "system", "developer" -> {
                if (!message.text().isEmpty()) {
                    made.add("SystemMessage.from(" + JavaText.literal(message.text()) + ")");
                }
            }
            case "assistant" -> assistant(message, made);
            default -> user(message, made);
        }
        return made;
    }

    private static void assistant(Message message, List<String> made) {
        var calls = message.parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(part -> (Part.ToolCall) part)
                .map(call -> "ToolExecutionRequest.builder().id(" + literal(call.id()) + ").name("
                        + JavaText.literal(call.name()) + ").arguments(" + JavaText.literal(call.arguments())
                        + ").build()")
                .toList();
        var list = "List.of(" + String.join(", ", calls) + ")";
        var text = JavaText.literal(message.text());
        if (!calls.isEmpty()) {
            made.add(
                    message.text().isEmpty()
                            ? "AiMessage.from(" + list + ")"
                            : "AiMessage.from(" + text + ", " + list + ")");
        } else if (!message.text().isEmpty()) {
            made.add("AiMessage.from(" + text + ")");
        }
    }

    private static void user(Message message, List<String> made) {
        var contents = new ArrayList<String>();
        for (var part : message.parts()) {
            if (part instanceof Part.Text text && !text.text().isBlank()) {
                contents.add("TextContent.from(" + JavaText.literal(text.text()) + ")");
            } else if (part instanceof Part.Media media) {
                var base64 = RequestJson.base64(media);
                var type = media.mimeType() == null ? "image/png" : media.mimeType();
                contents.add(
                        base64 == null
                                ? "ImageContent.from(" + JavaText.literal(media.uri()) + ")"
                                : "ImageContent.from(" + JavaText.literal(base64) + ", " + JavaText.literal(type)
                                        + ")");
            }
        }
        if (!contents.isEmpty()) {
            made.add("UserMessage.from(" + String.join(", ", contents) + ")");
        }
    }

    private static String tool(ModelRequest.Tool tool) {
        var description =
                tool.description() == null ? "" : ".description(" + JavaText.literal(tool.description()) + ")";
        return "ToolSpecification.builder().name(" + JavaText.literal(tool.name()) + ")" + description + ".parameters("
                + schema(tool.schema()) + ").build()";
    }

    private static String schema(JsonNode schema) {
        var description = schema.path("description").isTextual()
                ? ".description(" + JavaText.literal(schema.path("description").asText()) + ")"
                : "";
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return "JsonEnumSchema.builder()" + description + ".enumValues(" + list(schema.path("enum")) + ").build()";
        }
        var builder = switch (schema.path("type").asText(schema.has("properties") ? "object" : "string")) {
            case "object" -> "JsonObjectSchema.builder()" + properties(schema);
            case "array" -> "JsonArraySchema.builder().items(" + schema(schema.path("items")) + ")";
            case "integer" -> "JsonIntegerSchema.builder()";
            case "number" -> "JsonNumberSchema.builder()";
            case "boolean" -> "JsonBooleanSchema.builder()";
            default -> "JsonStringSchema.builder()";
        };
        return builder + description + ".build()";
    }

    private static String properties(JsonNode schema) {
        var code = new StringBuilder();
        schema.path("properties")
                .properties()
                .forEach(property -> code.append(".addProperty(")
                        .append(JavaText.literal(property.getKey()))
                        .append(", ")
                        .append(schema(property.getValue()))
                        .append(")"));
        if (schema.path("required").isArray() && !schema.path("required").isEmpty()) {
            code.append(".required(").append(list(schema.path("required"))).append(")");
        }
        return code.toString();
    }

    private static String list(JsonNode values) {
        var literals = new ArrayList<String>();
        values.forEach(value -> literals.add(JavaText.literal(value.asText())));
        return String.join(", ", literals);
    }

    private static String literal(@Nullable String text) {
        return JavaText.literal(text == null ? "" : text);
    }
}
