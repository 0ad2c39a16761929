package dev.runtree.otlp.dialect;

import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.RawSpan;
import org.jspecify.annotations.Nullable;

/** What Semantic Kernel means otherwise than {@code gen_ai.*}. */
public final class SemanticKernelDialect implements Dialect {

    @Override
    public String word() {
        return "semantic_kernel";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().startsWith("semantic_kernel.") || span.scope().startsWith("Microsoft.SemanticKernel");
    }

    /**
     * A prompt that the program runs itself is a function too, under random letters: no model called it and it is in no
     * plugin. It holds the model calls.
     */
    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        if (span.name().equals("AutoFunctionInvocationLoop")) {
            return SpanKind.STEP;
        }
        var attributes = span.attributes();
        var name = attributes.text("gen_ai.tool.name");
        var isPrompt = "execute_tool".equals(attributes.text("gen_ai.operation.name"))
                && !attributes.has("gen_ai.tool.call.id")
                && name != null
                && name.indexOf('-') < 0;
        return isPrompt ? SpanKind.STEP : null;
    }
}
