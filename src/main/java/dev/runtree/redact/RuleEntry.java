package dev.runtree.redact;

/**
 * A rule of the user's own as it is written and kept. It may be wrong: then it is no {@link #rule} yet.
 *
 * @param name what its placeholders say
 * @param expression what it looks for; with a group, only what the first group finds goes
 * @param replacement what stands in place of what it found; empty for a numbered placeholder such as {@code <booking 1>}
 * @param on whether it is used
 */
public record RuleEntry(String name, String expression, String replacement, boolean on) {
    /** One that nobody has written anything into. */
    public static final RuleEntry BLANK = new RuleEntry("", "", "", true);

    public RuleEntry withName(String other) {
        return new RuleEntry(other, expression, replacement, on);
    }

    public RuleEntry withOn(boolean used) {
        return new RuleEntry(name, expression, replacement, used);
    }

    /** @throws BadRule when it is none */
    public OwnRule rule() {
        return OwnRule.of(name, expression, replacement);
    }
}
