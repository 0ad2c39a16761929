package dev.runtree.query;

import java.util.List;

/** What stands before the colon of a term. */
public sealed interface Key permits RunKey, StepKey {

    /** The key as it is written. */
    String word();

    /** What may stand behind it. */
    RunKey.Values takes();

    /** The values there are, for a key of {@link RunKey.Values#WORD}; else empty. */
    List<String> words();
}
