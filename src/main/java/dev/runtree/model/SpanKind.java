package dev.runtree.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The canonical kind of a step, whatever vocabulary its producer used. */
public enum SpanKind {
    AGENT("agent"),
    TEAM("team"),
    WORKFLOW("workflow"),
    STEP("step"),
    LLM("llm"),
    TOOL("tool"),
    HOOK("hook"),
    GUARDRAIL("guardrail"),
    RETRIEVAL("retrieval"),
    EMBEDDING("embedding"),
    RERANK("rerank"),
    DELEGATION("delegate"),
    APPROVAL("approval"),
    OTHER("other");

    private final String prefix;

    SpanKind(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The canonical {@code span_name}, on which the seed's SQL relies: {@code tool.<function>}, {@code llm.<model>} and
     * so on. A hook's subject starts with {@code pre.} or {@code post.}.
     */
    public String spanName(@Nullable String subject) {
        return prefix + "." + (subject == null || subject.isBlank() ? "unknown" : subject);
    }

    /** Whether a span of this kind starts a run. */
    public boolean startsRun() {
        return this == AGENT || this == TEAM || this == WORKFLOW;
    }

    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
