package dev.runtree.otlp.dialect;

import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * LlamaIndex, beyond what its two instrumentations say: spans are named after methods, so a workflow's {@code run} is the run,
 * and preparing a call of the model is none; a tool's call is a task of the agent; results are what Python printed.
 */
public final class LlamaIndexDialect implements Dialect {
    private static final String RUN = ".run";
    private static final String ENTITY = "traceloop.entity.output";
    private static final Pattern AGENT = Pattern.compile("current_agent_name['\"]?[=:] ?['\"]([^'\"]+)['\"]");
    private static final Pattern TEXT = Pattern.compile("TextBlock\\(block_type='text', text='((?:[^'\\\\]|\\\\.)*+)'");

    @Override
    public String word() {
        return "llamaindex";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().startsWith("openinference.instrumentation.llama_index")
                || span.scope().startsWith("opentelemetry.instrumentation.llamaindex");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        if (isToolTask(span)) {
            return SpanKind.TOOL;
        }
        return switch (attributes.text("openinference.span.kind")) {
            case "LLM" -> span.name().contains("._prepare_") ? SpanKind.STEP : null;
            case "CHAIN" -> isAgentRun(span) ? SpanKind.AGENT : isWorkflowRun(span) ? SpanKind.WORKFLOW : null;
            case null, default -> null;
        };
    }

    private static boolean isAgentRun(RawSpan span) {
        return span.name().endsWith("Agent" + RUN);
    }

    private static boolean isWorkflowRun(RawSpan span) {
        return span.name().endsWith("Workflow" + RUN);
    }

    private static boolean isToolTask(RawSpan span) {
        return span.attributes().has("tool.name") && span.attributes().has("traceloop.span.kind");
    }

    /** The agent that answered, where the output tells it; else the class that ran. */
    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        if (kind != SpanKind.AGENT && kind != SpanKind.WORKFLOW) {
            return kind == SpanKind.TOOL ? span.attributes().text("tool.name") : null;
        }
        var name = span.name();
        if (isAgentRun(span)) {
            var agent = last(AGENT, span.attributes().text("output.value"));
            return agent != null ? agent : name.substring(0, name.length() - RUN.length());
        }
        return name.substring(0, Math.max(name.lastIndexOf('.'), 1));
    }

    /** The words in what Python printed of a message, also of one that the instrumentation cut off. */
    @Override
    public @Nullable String output(RawSpan span) {
        var attributes = span.attributes();
        var printed = attributes.text("output.value");
        var isPrint = printed != null && !printed.startsWith("{") && printed.contains("ChatMessage(");
        var text = isPrint ? last(TEXT, printed) : null;
        if (text != null) {
            return unescaped(text);
        }
        var result = Attributes.of(attributes.structure(ENTITY)).structure("result");
        return result == null ? null : result.toString();
    }

    private static @Nullable String last(Pattern pattern, @Nullable String text) {
        return text == null
                ? null
                : pattern.matcher(text)
                        .results()
                        .reduce((first, second) -> second)
                        .map((MatchResult match) -> match.group(1))
                        .orElse(null);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\'", "'").replace("\\\\", "\\");
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        return isToolTask(span) ? span.attributes().text("tool.name") : null;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return isToolTask(span) ? span.attributes().text(ENTITY) : null;
    }

    /** OpenLLMetry tells neither a status nor an exception. */
    @Override
    public boolean failed(RawSpan span) {
        return isToolTask(span) && "true".equals(result(span).text("is_error"));
    }

    @Override
    public @Nullable String problem(RawSpan span) {
        return isToolTask(span) ? result(span).text("raw_output") : null;
    }

    private static Attributes result(RawSpan span) {
        return Attributes.of(Attributes.of(span.attributes().structure(ENTITY)).structure("tool_output"));
    }
}
