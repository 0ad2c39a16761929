package dev.runtree.otlp.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's {@code gen_ai.*} as {@code open-telemetry/semantic-conventions} had them last, in v1.41.0
 * ({@code docs/gen-ai/}): messages as JSON by its schemas. Beside them {@code gen_ai.system}, which older readers look for,
 * the cost as OpenLIT ({@code gen_ai.usage.cost}) and Logfire ({@code operation.cost}) have it, and what Logfire has words of
 * its own for ({@code pydantic/logfire}, {@code docs/guides/web-ui/llms.md} and {@code docs/reference/sql.md}).
 */
final class GenAiWords implements Vocabulary {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    /** Parameters that the conventions know. */
    private static final Set<String> PARAMETERS = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "max_tokens",
            "frequency_penalty",
            "presence_penalty",
            "seed",
            "stop_sequences");

    @Override
    public void tell(Step step, Told told) {
        told.text("gen_ai.operation.name", operation(step));
        told.text("gen_ai.conversation.id", step.session());
        told.text("session.id", step.session());
        told.text("user.id", step.user());
        told.texts("logfire.tags", step.tags());
        var failure = step.content().error();
        if (step.span().failed() && operation(step) != null) {
            told.text("error.type", failure == null || failure.type() == null ? "_OTHER" : failure.type());
        }
        switch (step.kind()) {
            case LLM -> {
                if (step.isModelCall()) {
                    model(step, told);
                    parameters(step, told);
                }
                messages(step, told);
            }
            case EMBEDDING, RERANK -> model(step, told);
            case TOOL, DELEGATION -> {
                told.text(
                        "gen_ai.tool.name",
                        step.span().toolName() == null
                                ? step.subject()
                                : step.span().toolName());
                told.text("gen_ai.tool.call.id", step.content().facts().callId());
                told.text("gen_ai.tool.call.arguments", step.input());
                told.text("gen_ai.tool.call.result", step.output());
            }
            case AGENT, TEAM -> {
                told.text("gen_ai.agent.name", step.subject());
                told.text("gen_ai.agent.id", step.span().actor().agentId());
                conversation(step, told);
            }
            case WORKFLOW -> {
                told.text("gen_ai.workflow.name", step.subject());
                conversation(step, told);
            }
            case RETRIEVAL -> {
                told.text("gen_ai.data_source.id", step.subject());
                told.text("gen_ai.retrieval.query.text", step.input());
                told.json("gen_ai.retrieval.documents", documents(step.content()));
            }
            case STEP, HOOK, GUARDRAIL, APPROVAL, OTHER -> {}
        }
        usage(step, told);
    }

    /** Of what a replay took from the record none: no model was asked, and a back end would reckon what it cost. */
    private static @Nullable String operation(Step step) {
        return switch (step.kind()) {
            case LLM -> step.isModelCall() ? "chat" : null;
            case EMBEDDING -> "embeddings";
            case RERANK -> "rerank";
            case RETRIEVAL -> "retrieval";
            case TOOL, DELEGATION -> "execute_tool";
            case AGENT, TEAM -> "invoke_agent";
            case WORKFLOW -> "invoke_workflow";
            case STEP, HOOK, GUARDRAIL, APPROVAL, OTHER -> null;
        };
    }

    static void model(Step step, Told told) {
        told.text("gen_ai.provider.name", step.span().provider());
        told.text("gen_ai.system", step.span().provider());
        told.text("gen_ai.request.model", step.requestedModel());
        told.text("gen_ai.response.model", step.span().model());
        told.text("gen_ai.response.id", step.content().facts().responseId());
        told.texts("gen_ai.response.finish_reasons", step.content().facts().finishReasons());
        var first = step.span().firstTokenNanos();
        var seconds = first == null ? null : BigDecimal.valueOf(first).divide(NANOS);
        told.number("gen_ai.response.time_to_first_chunk", seconds);
        // Logfire's panels know it by the name of the metric.
        told.number("gen_ai.client.operation.time_to_first_chunk", seconds);
    }

    static void parameters(Step step, Told told) {
        var parameters = step.parameters();
        if (parameters == null) {
            return;
        }
        for (var each : parameters.properties()) {
            var key = "gen_ai.request." + each.getKey();
            var value = each.getValue();
            if (!PARAMETERS.contains(each.getKey())) {
                continue;
            }
            if (value.isIntegralNumber()) {
                told.count(key, value.longValue());
            } else if (value.isNumber()) {
                told.number(key, value.decimalValue());
            } else if (value.isTextual()) {
                told.text(key, value.textValue());
            } else if (value.isArray()) {
                told.texts(
                        key,
                        value.valueStream().map(element -> element.asText()).toList());
            }
        }
    }

    static void usage(Step step, Told told) {
        var usage = step.usage();
        told.count("gen_ai.usage.input_tokens", usage.input());
        told.count("gen_ai.usage.output_tokens", usage.output());
        told.count("gen_ai.usage.cache_read.input_tokens", usage.cached());
        told.count("gen_ai.usage.cache_creation.input_tokens", usage.cacheWrite());
        told.count("gen_ai.usage.reasoning.output_tokens", usage.reasoning());
        told.number("gen_ai.usage.cost", usage.cost());
        told.number("operation.cost", usage.cost());
    }

    private static void messages(Step step, Told told) {
        var asked = step.content().inputMessages();
        var isInstructed = !asked.isEmpty()
                && asked.getFirst().role().equals("system")
                && asked.stream()
                                .filter(message -> message.role().equals("system"))
                                .count()
                        == 1;
        if (told.mayList("gen_ai.input.messages") && told.mayList("gen_ai.system_instructions")) {
            if (isInstructed) {
                told.json("gen_ai.system_instructions", parts(asked.getFirst()));
            }
            told.json("gen_ai.input.messages", all(isInstructed ? asked.subList(1, asked.size()) : asked, null));
        }
        var reasons = step.content().facts().finishReasons();
        told.json(
                "gen_ai.output.messages",
                all(step.content().outputMessages(), reasons.isEmpty() ? "stop" : reasons.getFirst()));
        told.json("gen_ai.tool.definitions", ChatForm.tools(step.content()));
    }

    /** What an agent was asked and answered, as a conversation of two. */
    private static void conversation(Step step, Told told) {
        var input = step.input();
        var output = step.output();
        if (input != null) {
            told.json("gen_ai.input.messages", all(List.of(Message.text("user", input)), null));
        }
        if (output != null) {
            told.json("gen_ai.output.messages", all(List.of(Message.text("assistant", output)), "stop"));
        }
    }

    private static ArrayNode all(List<Message> messages, @Nullable String finishReason) {
        var all = NODES.arrayNode();
        for (var message : messages) {
            var node = all.addObject().put("role", message.role());
            if (message.name() != null) {
                node.put("name", message.name());
            }
            node.set("parts", parts(message));
            if (finishReason != null) {
                node.put("finish_reason", finishReason);
            }
        }
        return all;
    }

    private static ArrayNode parts(Message message) {
        var parts = NODES.arrayNode();
        message.parts().forEach(part -> {
            switch (part) {
                case Part.Text text -> parts.addObject().put("type", "text").put("content", text.text());
                case Part.Reasoning reasoning ->
                    parts.addObject().put("type", "reasoning").put("content", reasoning.text());
                case Part.ToolCall call -> {
                    var node = identified(parts.addObject().put("type", "tool_call"), call.id());
                    node.put("name", call.name()).set("arguments", Step.value(call.arguments()));
                }
                case Part.ToolResult result -> {
                    var node = identified(parts.addObject().put("type", "tool_call_response"), result.id());
                    if (result.name() != null) {
                        node.put("name", result.name());
                    }
                    node.set("response", Step.value(result.result()));
                }
                case Part.Media media -> media(parts.addObject(), media);
                case Part.Unknown unknown -> parts.add(Step.value(unknown.json()));
            }
        });
        return parts;
    }

    private static ObjectNode identified(ObjectNode node, @Nullable String id) {
        return id == null ? node : node.put("id", id);
    }

    private static void media(ObjectNode node, Part.Media media) {
        var comma = media.uri().indexOf(";base64,");
        var isInline = media.uri().startsWith("data:") && comma > 0;
        var type = media.mimeType() != null
                ? media.mimeType()
                : isInline ? media.uri().substring("data:".length(), comma) : "image/*";
        var slash = type.indexOf('/');
        node.put("type", isInline ? "blob" : "uri")
                .put("modality", (slash < 0 ? "image" : type.substring(0, slash)).toLowerCase(Locale.ROOT))
                .put("mime_type", type);
        if (isInline) {
            node.put("content", media.uri().substring(comma + ";base64,".length()));
        } else {
            node.put("uri", media.uri());
        }
    }

    static ArrayNode documents(Content content) {
        var all = NODES.arrayNode();
        for (var document : content.documents()) {
            var node = all.addObject();
            if (document.id() != null) {
                node.put("id", document.id());
            }
            if (document.score() != null) {
                node.put("score", document.score());
            }
            if (document.content() != null) {
                node.put("content", document.content());
            }
            if (document.metadata() != null) {
                node.set("metadata", Step.value(document.metadata()));
            }
        }
        return all;
    }
}
