package dev.runtree.otlp.profile;

import java.util.Locale;

/** In which words a back end is told what a step was, beside those of its producer. */
public enum Profile {
    /** OpenTelemetry's {@code gen_ai.*}. */
    GEN_AI,
    OPENINFERENCE,
    /** Langfuse's own. */
    LANGFUSE,
    /** LangSmith's own. */
    LANGSMITH,
    /** Nothing is added: what leaves is what came. */
    NONE;

    /** As it is written in settings and on the command line: {@code gen-ai}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
