package dev.runtree.otlp.dialect;

import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.RawSpan;
import org.jspecify.annotations.Nullable;

/**
 * What LiteLLM says beyond {@code gen_ai.*}: tokens in detail, as Python prints the API's usage object, and the cost by its
 * price list.
 */
public final class LiteLlmDialect implements Dialect {

    @Override
    public String word() {
        return "litellm";
    }

    @Override
    public boolean speaks(RawSpan span) {
        var attributes = span.attributes();
        return span.scope().equals("litellm")
                || attributes.has("litellm.call_id")
                || attributes.has("metadata.usage_object");
    }

    @Override
    public Usage usage(RawSpan span) {
        var attributes = span.attributes();
        var usage = UsageObject.read(attributes.structure("metadata.usage_object"));
        var cost = attributes.decimal("gen_ai.cost.total_cost");
        return new Usage(
                usage.input(),
                usage.output(),
                usage.cached(),
                usage.cacheWrite(),
                usage.reasoning(),
                cost == null ? usage.cost() : cost);
    }

    @Override
    public @Nullable String problem(RawSpan span) {
        return span.attributes().text("error.message");
    }
}
