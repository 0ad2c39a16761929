package dev.runtree.model;

import java.util.Locale;

/** What was invoked. {@link #CALL} gathers a trace's steps that lie under no agent, team or workflow. */
public enum RunType {
    AGENT,
    TEAM,
    WORKFLOW,
    CALL;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunType ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The icon and shape that stand for it; a call is drawn as a model call. */
    public SpanKind kind() {
        return switch (this) {
            case AGENT -> SpanKind.AGENT;
            case TEAM -> SpanKind.TEAM;
            case WORKFLOW -> SpanKind.WORKFLOW;
            case CALL -> SpanKind.LLM;
        };
    }
}
