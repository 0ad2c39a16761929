package dev.runtree.export.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;

/** Holds lines to the published forms: a schema for each, and what a schema cannot say. */
public final class PublishedForms {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private PublishedForms() {}

    /** Fails unless the line is one of the format, such as {@code openai-chat}. */
    public static void check(String format, String line) {
        assertThat(schema(format).validate(line, InputFormat.JSON)).as(line).isEmpty();
        var tree = tree(line);
        switch (format) {
            case "openai-chat" -> chat(tree);
            case "openai-responses" -> responses(tree);
            case "sharegpt" -> shareGpt(tree);
            default -> throw new IllegalArgumentException(format);
        }
    }

    public static JsonNode tree(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(String format) {
        try (var in = PublishedForms.class.getResourceAsStream("/training/" + format + ".schema.json")) {
            return REGISTRY.getSchema(
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each call is answered by the messages behind it, and the last word is the model's. */
    private static void chat(JsonNode line) {
        var waiting = new HashSet<String>();
        for (var message : line.path("messages")) {
            if (message.path("role").asText().equals("tool")) {
                assertThat(waiting.remove(message.path("tool_call_id").asText()))
                        .as("a result with its call in " + line)
                        .isTrue();
            } else {
                assertThat(waiting).as("calls without results in " + line).isEmpty();
                message.path("tool_calls").forEach(call -> {
                    waiting.add(call.path("id").asText());
                    assertThat(tree(call.path("function").path("arguments").asText())
                                    .isObject())
                            .isTrue();
                });
            }
        }
        var messages = line.path("messages");
        assertThat(messages.get(messages.size() - 1).path("role").asText()).isEqualTo("assistant");
    }

    private static void responses(JsonNode line) {
        var calls = new HashSet<String>();
        for (var item : line.path("input")) {
            switch (item.path("type").asText()) {
                case "function_call" -> calls.add(item.path("call_id").asText());
                case "function_call_output" ->
                    assertThat(calls.remove(item.path("call_id").asText())).isTrue();
                default -> {}
            }
        }
        assertThat(calls).as("calls without outputs in " + line).isEmpty();
    }

    private static void shareGpt(JsonNode line) {
        var turns = line.path("conversations");
        var first = turns.get(0).path("from").asText().equals("system") ? 1 : 0;
        for (var at = first; at < turns.size(); at++) {
            var from = turns.get(at).path("from").asText();
            assertThat(from)
                    .as("turn " + at + " of " + line)
                    .isIn(
                            (at - first) % 2 == 0 ? "human" : "gpt",
                            (at - first) % 2 == 0 ? "observation" : "function_call");
        }
        assertThat((turns.size() - first) % 2).isZero();
        if (line.has("tools")) {
            assertThat(tree(line.path("tools").asText()).path(0).path("name").isTextual())
                    .isTrue();
        }
    }
}
