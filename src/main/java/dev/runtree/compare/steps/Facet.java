package dev.runtree.compare.steps;

import java.util.Locale;

/** What is compared of a step, in the order in which it is read. */
public enum Facet {
    NAME(true),
    MODEL(true),
    PARAMETERS(true),
    /** The tools that a model was offered, in whatever order. */
    TOOLS(true),
    /** The messages that a model saw. */
    PROMPT(true),
    /** A tool's arguments, a question, whatever else went in. */
    INPUT(true),
    /** The messages that a model answered with. */
    ANSWER(false),
    /** A tool's result, documents, whatever else came out. */
    OUTPUT(false),
    /** Whether it failed, was cancelled, or still runs. */
    STATUS(false),
    ERROR(false);

    private final boolean isAsked;

    Facet(boolean isAsked) {
        this.isAsked = isAsked;
    }

    /** Whether it is settled when the step begins; the rest is what became of it. */
    public boolean isAsked() {
        return isAsked;
    }

    /** The word for it in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
