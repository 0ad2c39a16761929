package dev.runtree.check.expect;

import java.util.function.UnaryOperator;

/**
 * An expectation that was not met.
 *
 * @param key of the expectation, as {@code answer.contains}
 * @param line of the case's file in which it stands, from 1; 0 when it stands in none
 * @param expected in words or as it stands there, whole
 * @param got what there was instead, whole
 */
public record Mismatch(String key, int line, String expected, String got) {

    /**
     * In one sentence.
     *
     * @param shown how texts of any length are shown
     */
    public String told(UnaryOperator<String> shown) {
        var wanted = shown.apply(expected);
        var there = shown.apply(got);
        return key + ": expected "
                + switch (key) {
                    case "answer.contains", "answer.equals", "answer.matches" ->
                        "\"" + wanted + "\", got \"" + there + "\"";
                    case "answer.not_contains" -> "no \"" + wanted + "\", got \"" + there + "\"";
                    case "tools.not_called" -> "no call of " + wanted + ", got " + there;
                    default -> wanted + ", got " + there;
                };
    }
}
