package dev.runtree.redact;

import java.util.List;

/**
 * What was replaced. It holds what was taken out, for whoever looks at it before it leaves: it must not leave itself.
 *
 * @param rules those that found something, most first
 */
public record RedactionReport(List<Found> rules) {
    public RedactionReport {
        rules = List.copyOf(rules);
    }

    /**
     * What a rule found.
     *
     * @param rule its word or name
     * @param places how often it replaced something
     * @param values how many different values that were
     * @param samples the first few
     */
    public record Found(String rule, long places, int values, List<Sample> samples) {
        public Found {
            samples = List.copyOf(samples);
        }
    }

    /**
     * A piece of text with a bit around it, before and after.
     *
     * @param placeholder what stands there after
     */
    public record Sample(String before, String after, String placeholder) {}

    /** How many texts went as a whole, because a rule of the user's took out of all proportion to look through them. */
    public long unchecked() {
        return rules.stream()
                .filter(found -> found.rule().equals(Redaction.TOO_COSTLY))
                .mapToLong(Found::places)
                .sum();
    }

    public long places() {
        return rules.stream().mapToLong(Found::places).sum();
    }
}
