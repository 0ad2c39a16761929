package dev.runtree.otlp.dialect;

import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.Indexed;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What LiteLLM says beyond {@code gen_ai.*}: tokens in detail, as Python prints the API's usage object, the cost by its price
 * list, and the tools offered.
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

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        for (var function : Indexed.under(span.attributes(), "llm.request.functions")) {
            var schema = Attributes.of(function).structure("parameters");
            if (schema != null) {
                function.set("parameters", schema);
            }
            tools.add(Json.text(function));
        }
        return tools;
    }
}
