package dev.runtree.replay.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The parameters of a recorded model call as they are sent again, by whichever names SDKs write them. */
final class SentParameters {
    /** How an answer comes and to whom is not what it says. */
    private static final Set<String> NOT_OF_THE_ANSWER = Set.of(
            "model",
            "model_name",
            "stream",
            "is_stream",
            "stream_options",
            "messages",
            "tools",
            "functions",
            "system",
            "timeout",
            "extra_headers",
            "extra_body",
            "extra_query",
            "max_retries",
            "api_base",
            "base_url",
            "encoding_formats",
            "user",
            "store",
            "metadata",
            "type");

    private final List<String> notSent = new ArrayList<>();

    private SentParameters() {}

    /** @param notSent names of parameters that the runtime cannot send */
    record Sent(ChatRequestParameters parameters, List<String> notSent) {}

    /** @param provider of the model that is asked */
    static Sent of(ObjectNode recorded, String provider) {
        var sent = new SentParameters();
        if (provider.equals("openai")) {
            var builder = OpenAiChatRequestParameters.builder();
            recorded.properties().forEach(entry -> sent.ofOpenAi(builder, word(entry.getKey()), entry.getValue()));
            return new Sent(builder.build(), List.copyOf(sent.notSent));
        }
        var builder = ChatRequestParameters.builder();
        recorded.properties().forEach(entry -> sent.ofAll(builder, word(entry.getKey()), entry.getValue()));
        return new Sent(builder.build(), List.copyOf(sent.notSent));
    }

    /** {@code maxTokens} and {@code max.tokens} are {@code max_tokens}. */
    private static String word(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").replace('.', '_').toLowerCase(Locale.ROOT);
    }

    private void ofOpenAi(OpenAiChatRequestParameters.Builder builder, String name, JsonNode value) {
        switch (name) {
            case "seed" -> builder.seed(value.asInt());
            case "reasoning_effort" -> builder.reasoningEffort(value.asText());
            case "max_completion_tokens" -> builder.maxCompletionTokens(value.asInt());
            case "parallel_tool_calls" -> builder.parallelToolCalls(value.asBoolean());
            case "service_tier" -> builder.serviceTier(value.asText());
            default -> ofAll(builder, name, value);
        }
    }

    private void ofAll(DefaultChatRequestParameters.Builder<?> builder, String name, JsonNode value) {
        if (value.isNull() || NOT_OF_THE_ANSWER.contains(name)) {
            return;
        }
        switch (name) {
            case "temperature" -> builder.temperature(value.asDouble());
            case "top_p" -> builder.topP(value.asDouble());
            case "top_k" -> builder.topK(value.asInt());
            case "frequency_penalty" -> builder.frequencyPenalty(value.asDouble());
            case "presence_penalty" -> builder.presencePenalty(value.asDouble());
            case "max_tokens", "max_output_tokens", "max_completion_tokens", "max_new_tokens", "num_predict" ->
                builder.maxOutputTokens(value.asInt());
            case "stop", "stop_sequences" -> builder.stopSequences(texts(value));
            case "tool_choice" -> toolChoice(builder, name, value);
            case "response_format" -> responseFormat(builder, name, value);
            case "n", "choice_count" -> {
                if (value.asInt(1) > 1) {
                    notSent.add(name);
                }
            }
            default -> notSent.add(name);
        }
    }

    private static List<String> texts(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(value.asText());
    }

    private void toolChoice(DefaultChatRequestParameters.Builder<?> builder, String name, JsonNode value) {
        var word = value.isTextual() ? value.asText() : value.path("type").asText("");
        switch (word) {
            case "auto" -> {}
            case "none" -> builder.toolChoice(ToolChoice.NONE);
            case "required", "any" -> builder.toolChoice(ToolChoice.REQUIRED);
            default -> notSent.add(name);
        }
    }

    private void responseFormat(DefaultChatRequestParameters.Builder<?> builder, String name, JsonNode value) {
        switch (value.path("type").asText("")) {
            case "text" -> {}
            case "json_object" -> builder.responseFormat(ResponseFormat.JSON);
            case "json_schema" ->
                builder.responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name(value.path("json_schema").path("name").asText("answer"))
                                .rootElement(JsonRawSchema.from(
                                        value.path("json_schema").path("schema").toString()))
                                .build())
                        .build());
            default -> notSent.add(name);
        }
    }
}
