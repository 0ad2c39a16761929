package dev.runtree.query;

/** What a key's value must be. */
public sealed interface Match permits Glob, Range, ScoreMatch {

    /** The text behind the key's colon, which reads back to an equal match. */
    String print(Key key);
}
