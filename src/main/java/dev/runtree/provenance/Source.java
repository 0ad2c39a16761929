package dev.runtree.provenance;

import org.jspecify.annotations.Nullable;

/**
 * Who said something, and where.
 *
 * @param name of the tool, where a tool, its definition or a call of it is meant; of a document its id
 */
public record Source(Teller teller, @Nullable String name, Place place) {

    /** Who can say something to a model. */
    public enum Teller {
        SYSTEM,
        USER,
        TOOL,
        DOCUMENT,
        /** What went into the agent or into a call of which no messages are recorded. */
        INPUT,
        OTHER,
        DEFINITION,
        /** The model itself, in an earlier answer or call. */
        MODEL
    }

    boolean isPerson() {
        return teller == Teller.USER || teller == Teller.INPUT;
    }

    boolean isModel() {
        return teller == Teller.MODEL;
    }
}
