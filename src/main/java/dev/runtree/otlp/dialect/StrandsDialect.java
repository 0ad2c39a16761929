package dev.runtree.otlp.dialect;

import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.RawSpan;
import org.jspecify.annotations.Nullable;

/** What Strands Agents says otherwise than {@code gen_ai.*}: graphs, swarms and the cycles of its event loop. */
public final class StrandsDialect implements Dialect {
    private static final String SYSTEM = "strands-agents";

    @Override
    public String word() {
        return "strands";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().startsWith("strands.")
                || SYSTEM.equals(span.attributes().text("gen_ai.provider.name", "gen_ai.system"));
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        return switch (span.attributes().text("gen_ai.operation.name")) {
            case "invoke_graph" -> SpanKind.WORKFLOW;
            case "invoke_swarm" -> SpanKind.TEAM;
            case "execute_event_loop_cycle" -> SpanKind.STEP;
            case null, default -> null;
        };
    }

    /** Milliseconds, where the conventions mean seconds. */
    @Override
    public @Nullable Long firstToken(RawSpan span) {
        return Moments.ofMillis(span.attributes().decimal("gen_ai.server.time_to_first_token"));
    }
}
