package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.EventMessages;
import dev.runtree.otlp.message.JsonMessages;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logfire and Pydantic AI, beyond the {@code gen_ai.*} that they write too: messages as JSON in {@code events},
 * {@code all_messages_events} or {@code pydantic_ai.all_messages}, tools' arguments under names of their own, the spans of
 * Logfire's integrations with OpenAI and Anthropic, and log lines, which are spans that took no time.
 */
public final class LogfireDialect implements Dialect {
    private static final long ERROR_LEVEL = 17;

    @Override
    public String word() {
        return "logfire";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().startsWith("logfire")
                || span.scope().startsWith("pydantic-ai")
                || span.scope().startsWith("pydantic_ai")
                || span.attributes().hasNamespace("logfire")
                || span.attributes().hasNamespace("pydantic_ai");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        if ("log".equals(attributes.text("logfire.span_type"))) {
            return SpanKind.OTHER;
        }
        if (attributes.text("gen_ai.operation.name") != null) {
            return null;
        }
        var template = template(span);
        if (template.startsWith("OpenAI Agents trace:")) {
            return SpanKind.WORKFLOW;
        }
        if (template.startsWith("Agent run:") || (template.equals("agent run") && agent(span) != null)) {
            return SpanKind.AGENT;
        }
        if (template.startsWith("Function:")
                || template.startsWith("running tool:")
                || template.equals("running tool")) {
            return SpanKind.TOOL;
        }
        if (template.startsWith("Handoff:")) {
            return SpanKind.DELEGATION;
        }
        if (template.startsWith("Guardrail")) {
            return SpanKind.GUARDRAIL;
        }
        return attributes.has("request_data") && attributes.has("response_data") ? SpanKind.LLM : null;
    }

    private static String template(RawSpan span) {
        var template = span.attributes().text("logfire.msg_template");
        return template == null ? span.name() : template;
    }

    private static @Nullable String agent(RawSpan span) {
        return span.attributes().text("agent_name", "gen_ai.agent.name");
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return switch (kind) {
            case AGENT -> agent(span) != null ? agent(span) : span.attributes().text("name");
            case WORKFLOW, GUARDRAIL -> span.attributes().text("name");
            case DELEGATION -> span.attributes().text("to_agent");
            case TOOL -> toolName(span);
            default -> null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var agent =
                kind == SpanKind.AGENT ? subject(span, kind) : span.attributes().text("agent_name");
        return new Actor(agent, null, null, null, null, span.attributes().text("gen_ai.agent.call.id"));
    }

    @Override
    public @Nullable String model(RawSpan span) {
        return span.attributes().text("gen_ai.response.model", "gen_ai.request.model", "model_name");
    }

    @Override
    public Usage usage(RawSpan span) {
        var attributes = span.attributes();
        var cost = attributes.decimal("operation.cost");
        if (attributes.hasAnyUnder("gen_ai.usage.")) {
            return new Usage(null, null, null, null, null, cost);
        }
        var response = attributes.structure("response_data");
        if (response != null && response.path("usage").isObject()) {
            return UsageObject.read(response.path("usage")).plus(new Usage(null, null, null, null, null, cost));
        }
        var summed = "gen_ai.aggregated_usage.";
        return Tokens.inclusive(
                attributes.count(summed + "input_tokens"),
                attributes.count(summed + "output_tokens"),
                attributes.count(summed + "cache_read.input_tokens", summed + "details.cache_read_tokens"),
                attributes.count(summed + "cache_creation.input_tokens", summed + "details.cache_write_tokens"),
                attributes.count(summed + "details.reasoning_tokens"),
                cost);
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        var name = span.attributes().text("gen_ai.tool.name", "tool_name");
        return name == null && kind(span) == SpanKind.TOOL ? span.attributes().text("name") : name;
    }

    /** A span at level error failed; a log line at that level is but a line. */
    @Override
    public boolean failed(RawSpan span) {
        var level = span.attributes().count("logfire.level_num");
        return level != null
                && level >= ERROR_LEVEL
                && !"log".equals(span.attributes().text("logfire.span_type"));
    }

    @Override
    public List<Message> asked(RawSpan span) {
        var attributes = span.attributes();
        if (attributes.has("events") || attributes.has("all_messages_events")) {
            return EventMessages.asked(attributes.structure("events", "all_messages_events"));
        }
        if (attributes.has("pydantic_ai.all_messages") && !attributes.has("gen_ai.input.messages")) {
            return JsonMessages.read(attributes.structure("pydantic_ai.all_messages"), "user");
        }
        return attributes.has("request_data")
                ? JsonMessages.read(attributes.structure("request_data"), "user")
                : List.of();
    }

    @Override
    public List<Message> answered(RawSpan span) {
        var attributes = span.attributes();
        if (attributes.has("events")) {
            return EventMessages.answered(attributes.structure("events"));
        }
        var response = attributes.has("response_data") ? attributes.structure("response_data") : null;
        if (response == null) {
            return List.of();
        }
        var streamed = response.path("combined_chunk_content");
        return streamed.isTextual()
                ? List.of(Message.text("assistant", streamed.textValue()))
                : JsonMessages.read(response, "assistant");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text("final_result", "output");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        var arguments = span.attributes().text("tool_arguments");
        return arguments == null && kind(span) == SpanKind.TOOL
                ? span.attributes().text("input")
                : arguments;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        var result = span.attributes().text("tool_response");
        return result == null && kind(span) == SpanKind.TOOL ? span.attributes().text("output") : result;
    }

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        var request = span.attributes().structure("model_request_parameters", "request_data");
        if (request != null && !span.attributes().has("gen_ai.tool.definitions")) {
            for (var key : new String[] {"function_tools", "output_tools", "tools"}) {
                request.path(key).forEach(tool -> tools.add(Json.text(tool)));
            }
        }
        return tools;
    }
}
