package dev.runtree.check.expect;

import java.util.Optional;

/**
 * An expectation held against a run.
 *
 * @param key of the expectation, as {@code answer.contains}
 * @param line of the case's file in which it stands, from 1
 * @param expected in words or as it stands there, whole
 * @param got what there is, whole
 */
public record Held(String key, int line, String expected, String got, boolean isMet) {

    /** What is not as expected; empty when it is. */
    public Optional<Mismatch> missed() {
        return isMet ? Optional.empty() : Optional.of(new Mismatch(key, line, expected, got));
    }
}
