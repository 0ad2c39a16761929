package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CrewAI, beyond what its two instrumentations say in OpenInference and in {@code gen_ai.*}: crews and flows, the agent's role,
 * delegation, which is a tool there, and the answer itself, which a crew keeps as {@code raw}.
 */
public final class CrewAiDialect implements Dialect {
    private static final String KICKOFF = ".kickoff";
    private static final Set<String> DELEGATIONS = Set.of(
            "delegate work to coworker",
            "delegate_work_to_coworker",
            "ask question to coworker",
            "ask_question_to_coworker");

    /** A flow is named after its class and an id. */
    private static final Pattern FLOW_ID = Pattern.compile("_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

    @Override
    public String word() {
        return "crewai";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().startsWith("openinference.instrumentation.crewai")
                || span.scope().startsWith("opentelemetry.instrumentation.crewai")
                || span.attributes().hasNamespace("crewai");
    }

    /** OpenLLMetry calls the crew, its tasks and its agents {@code invoke_agent} alike. */
    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        if (attributes.has("crewai.crew.id") || span.name().equals("crewai.workflow")) {
            return SpanKind.WORKFLOW;
        }
        if (attributes.has("crewai.task.id") || "task".equals(attributes.text("traceloop.span.kind"))) {
            return SpanKind.STEP;
        }
        return switch (attributes.text("openinference.span.kind")) {
            case "CHAIN" -> span.name().endsWith(KICKOFF) ? SpanKind.WORKFLOW : null;
            case "TOOL" -> isDelegation(attributes) ? SpanKind.DELEGATION : null;
            case null, default -> null;
        };
    }

    private static boolean isDelegation(Attributes attributes) {
        var tool = attributes.text("tool.name");
        return tool != null && DELEGATIONS.contains(tool.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return switch (kind) {
            case AGENT -> role(attributes);
            case WORKFLOW -> {
                var crew = attributes.text("crewai.crew.name");
                yield crew != null ? crew : withoutId(span.name());
            }
            case STEP -> attributes.text("flow.node.name", "crewai.task.name");
            case DELEGATION ->
                Attributes.of(attributes.structure("input.value")).text("coworker", "co_worker");
            default -> null;
        };
    }

    private static @Nullable String role(Attributes attributes) {
        return attributes.text("graph.node.id", "crewai.agent.role");
    }

    private static String withoutId(String name) {
        var whole = name.endsWith(KICKOFF) ? name.substring(0, name.length() - KICKOFF.length()) : name;
        return FLOW_ID.matcher(whole).replaceFirst("");
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var role = kind == SpanKind.AGENT ? role(span.attributes()) : null;
        return new Actor(role, null, null, null, null, null);
    }

    /** The task, where its agent is told with all its settings. */
    @Override
    public @Nullable String input(RawSpan span) {
        var task = span.attributes().text("task_description", "crewai.task.description");
        return task != null || role(span.attributes()) == null ? task : output(span, "description");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        var result = span.attributes().text("crewai.crew.result");
        return result != null ? result : output(span, "raw");
    }

    private static @Nullable String output(RawSpan span, String field) {
        var output = span.attributes().structure("output.value");
        return output != null && output.has("raw") ? Attributes.of(output).text(field) : null;
    }
}
