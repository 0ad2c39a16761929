package dev.runtree.agent.guardrail;

/** Checks a text before the model sees it, or before it is given as the answer. Safe for use by several threads. */
public interface Guardrail {

    /** Its name in traces. */
    String name();

    /** Judges. An exception stops the run as a refusal would: what could not be checked is not let through. */
    Verdict check(Checked checked);
}
