package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.Content.Document;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.Documents;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What agno's instrumentation says beyond OpenInference: teams, workflows and their steps, delegation and knowledge search,
 * which it records as tools, and Claude's tokens, which it counts without the cached ones.
 */
public final class AgnoDialect implements Dialect {
    private static final String SCOPE = "openinference.instrumentation.agno";
    private static final Set<String> DELEGATIONS = Set.of(
            "delegate_task_to_member", "delegate_task_to_members", "transfer_task_to_member", "run_member_agent");
    private static final Set<String> KNOWLEDGE = Set.of("search_knowledge_base", "asearch_knowledge_base");

    @Override
    public String word() {
        return "agno";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().equals(SCOPE) || span.attributes().hasAnyUnder("agno.");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        return switch (attributes.text("openinference.span.kind")) {
            case "AGENT" -> isTeam(attributes) ? SpanKind.TEAM : SpanKind.AGENT;
            case "CHAIN" -> isWorkflow(attributes) ? SpanKind.WORKFLOW : SpanKind.STEP;
            case "TOOL" -> {
                var tool = tool(span);
                yield DELEGATIONS.contains(tool)
                        ? SpanKind.DELEGATION
                        : KNOWLEDGE.contains(tool) ? SpanKind.RETRIEVAL : null;
            }
            case null, default -> null;
        };
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return switch (kind) {
            case AGENT -> attributes.text("agno.agent", "agent.name", "graph.node.name");
            case TEAM -> attributes.text("agno.team", "agent.name", "graph.node.name");
            case WORKFLOW, STEP -> {
                var name = attributes.text("agno.workflow", "graph.node.name");
                yield name != null ? name : withoutMethod(span.name());
            }
            case DELEGATION ->
                Attributes.of(attributes.structure("tool.parameters", "input.value"))
                        .text("member_id", "member_name", "agent_name");
            case RETRIEVAL -> "knowledge";
            default -> null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return new Actor(
                attributes.text("agno.agent.id"),
                attributes.text("agno.team.id"),
                attributes.text("agno.workflow.id"),
                null,
                null,
                attributes.text("agno.run.id"));
    }

    @Override
    public Usage usage(RawSpan span) {
        var attributes = span.attributes();
        var usage = OpenInferenceDialect.tokens(attributes);
        var maker =
                String.valueOf(attributes.text("llm.provider", "llm.system")).toLowerCase(Locale.ROOT);
        var input = attributes.count("llm.token_count.prompt");
        if (!maker.equals("anthropic") || input == null) {
            return Usage.NONE;
        }
        var aside =
                (usage.cached() == null ? 0 : usage.cached()) + (usage.cacheWrite() == null ? 0 : usage.cacheWrite());
        return new Usage(
                input + aside, usage.output(), usage.cached(), usage.cacheWrite(), usage.reasoning(), usage.cost());
    }

    /** A run that failed has its reason for an answer. */
    @Override
    public @Nullable String problem(RawSpan span) {
        return switch (kind(span)) {
            case AGENT, TEAM, WORKFLOW -> span.attributes().text("output.value");
            case null, default -> null;
        };
    }

    @Override
    public List<Document> documents(RawSpan span) {
        var found = KNOWLEDGE.contains(tool(span)) ? span.attributes().structure("output.value") : null;
        var documents = new ArrayList<Document>();
        if (found != null && found.isArray()) {
            for (var each : found) {
                var document = Attributes.of(each);
                documents.add(new Document(
                        document.text("id", "name"),
                        document.text("content"),
                        Documents.score(document),
                        document.text("meta_data", "metadata")));
            }
        }
        return documents;
    }

    private static String tool(RawSpan span) {
        var name = span.attributes().text("tool.name");
        return name == null ? span.name() : name;
    }

    private static boolean isTeam(Attributes attributes) {
        return (attributes.has("agno.team.id") || attributes.has("agno.team")) && !attributes.has("agno.agent.id");
    }

    private static boolean isWorkflow(Attributes attributes) {
        return attributes.hasAnyUnder("agno.workflow");
    }

    private static String withoutMethod(String name) {
        var dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
