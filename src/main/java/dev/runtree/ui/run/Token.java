package dev.runtree.ui.run;

import dev.runtree.model.SpanKind;
import java.util.Locale;

/** The colours of {@code styles/tokens.css} that the trees draw with, by their names there. */
public enum Token {
    BG,
    BG_SUBTLE,
    BG_INSET,
    BG_HOVER,
    BG_SELECTED,
    BG_DANGER,
    BG_WARNING,
    BG_CHANGED,
    BG_SUCCESS,
    BORDER,
    LINE,
    BORDER_DANGER,
    BORDER_WARNING,
    MARK,
    FG,
    FG_STRONG,
    FG_MUTED,
    FG_FAINT,
    ACCENT_FG,
    DANGER,
    DANGER_FG,
    WARNING_FG,
    SUCCESS_FG,
    JSON_STRING,
    JSON_NUMBER,
    SLOW,
    NEUTRAL_BAR,
    CRITICAL_PATH,
    ON_ACCENT,
    ON_DANGER,
    DIFF_REMOVED_FG,
    DIFF_REMOVED_BG,
    DIFF_ADDED_FG,
    DIFF_ADDED_BG,
    KIND_AGENT,
    KIND_TEAM,
    KIND_WORKFLOW,
    KIND_STEP,
    KIND_LLM,
    KIND_TOOL,
    KIND_HOOK,
    KIND_GUARDRAIL,
    KIND_RETRIEVAL,
    KIND_EMBEDDING,
    KIND_DELEGATION,
    KIND_APPROVAL,
    KIND_ERROR;

    /** Such as {@code -rt-bg-subtle}. */
    String css() {
        return "-rt-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Token of(SpanKind kind) {
        return switch (kind) {
            case AGENT -> KIND_AGENT;
            case TEAM -> KIND_TEAM;
            case WORKFLOW -> KIND_WORKFLOW;
            case STEP, OTHER -> KIND_STEP;
            case LLM -> KIND_LLM;
            case TOOL -> KIND_TOOL;
            case HOOK -> KIND_HOOK;
            case GUARDRAIL -> KIND_GUARDRAIL;
            case RETRIEVAL, RERANK -> KIND_RETRIEVAL;
            case EMBEDDING -> KIND_EMBEDDING;
            case DELEGATION -> KIND_DELEGATION;
            case APPROVAL -> KIND_APPROVAL;
        };
    }
}
