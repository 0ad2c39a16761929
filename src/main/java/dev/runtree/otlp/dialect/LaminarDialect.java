package dev.runtree.otlp.dialect;

import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.message.JsonMessages;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Laminar's SDK, {@code lmnr.*}: types, inputs and outputs of observed functions; its model calls speak {@code gen_ai.*}. */
public final class LaminarDialect implements Dialect {
    private static final String INPUT = "lmnr.span.input";
    private static final String OUTPUT = "lmnr.span.output";

    @Override
    public String word() {
        return "laminar";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().hasNamespace("lmnr");
    }

    /** {@code DEFAULT} or no type is a function that was observed, unless another vocabulary says what it does. */
    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var type = span.attributes().text("lmnr.span.type");
        return type == null || type.equals("DEFAULT")
                ? isFunction(span.attributes()) ? SpanKind.STEP : null
                : switch (type.toUpperCase(Locale.ROOT)) {
                    // The instrumentation gives every call of a model this type, and names it after the API.
                    case "LLM" -> span.name().endsWith("embeddings") ? SpanKind.EMBEDDING : SpanKind.LLM;
                    case "TOOL" -> SpanKind.TOOL;
                    case "EXECUTOR", "PIPELINE" -> SpanKind.STEP;
                    case "EVALUATOR", "EVALUATION", "HUMAN_EVALUATOR", "EVENT", "CACHED" -> SpanKind.OTHER;
                    default -> null;
                };
    }

    private static boolean isFunction(Attributes attributes) {
        return !(attributes.hasNamespace("gen_ai")
                || attributes.hasNamespace("ai")
                || attributes.hasNamespace("traceloop")
                || attributes.hasNamespace("openinference"));
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        var name = span.attributes().text("gen_ai.tool.name");
        return name == null && kind(span) == SpanKind.TOOL ? span.name() : name;
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return isWholeCall(span) ? JsonMessages.ofText(span.attributes().text(INPUT), "user") : List.of();
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return isWholeCall(span) ? JsonMessages.ofText(span.attributes().text(OUTPUT), "assistant") : List.of();
    }

    /** Whether input and output are the messages of a model call, which instrumentations tell in parts. */
    private boolean isWholeCall(RawSpan span) {
        var attributes = span.attributes();
        return kind(span) == SpanKind.LLM
                && !attributes.has("gen_ai.input.messages")
                && !attributes.hasAnyUnder("gen_ai.prompt.");
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text(INPUT);
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text(OUTPUT);
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? span.attributes().text(INPUT) : null;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? span.attributes().text(OUTPUT) : null;
    }
}
