package dev.runtree.ui.runs;

/** What the selected runs are to be run again for. */
public enum RunAgain {
    /** Everything is answered from their records. */
    FROM_RECORD,
    /** Models are asked. */
    WITH_MODELS,
    /** One of them is kept as a case, to be run again whenever somebody wants to know. */
    AS_CASE
}
