package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.RawSpan;
import org.jspecify.annotations.Nullable;

/** The workflows of Microsoft's Agent Framework, whose spans have no {@code gen_ai.*}; its agents, models and tools have. */
public final class AgentFrameworkDialect implements Dialect {

    @Override
    public String word() {
        return "agent_framework";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().startsWith("agent_framework")
                || span.scope().contains("Microsoft.Agents.AI")
                || span.attributes().has("executor.id");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        return switch (operation(span)) {
            case "workflow.run" -> SpanKind.WORKFLOW;
            case "executor.process" -> SpanKind.STEP;
            default -> null;
        };
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return switch (kind) {
            case WORKFLOW -> span.attributes().text("workflow.name", "workflow_builder.name");
            case STEP -> span.attributes().text("executor.id");
            default -> null;
        };
    }

    /** A workflow's id is another one each time it is built, so the name is what tells workflows apart. */
    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        var workflow = attributes.text("workflow.name", "workflow_builder.name", "workflow.id");
        return new Actor(null, null, workflow, null, null, null);
    }

    /** {@code executor.process writer}: what is done, and then to what. */
    private static String operation(RawSpan span) {
        var end = span.name().indexOf(' ');
        return end < 0 ? span.name() : span.name().substring(0, end);
    }
}
