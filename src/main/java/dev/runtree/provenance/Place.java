package dev.runtree.provenance;

import dev.runtree.model.SpanId;

/**
 * Where something was said: in which step, and where in it.
 *
 * @param message of the messages asked or answered the number of the one, of documents likewise, from 0; else 0
 */
public record Place(SpanId span, Where where, int message) {

    /** The parts of a step in which something can be said. */
    public enum Where {
        ASKED,
        ANSWERED,
        ARGUMENTS,
        RESULT,
        DOCUMENT,
        DEFINITION,
        INPUT,
        OUTPUT
    }
}
