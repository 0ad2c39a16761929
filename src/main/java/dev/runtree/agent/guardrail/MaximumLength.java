package dev.runtree.agent.guardrail;

/**
 * Refuses texts that are longer than they may be.
 *
 * @param characters the most that pass, as people count them: an emoji is one
 */
public record MaximumLength(int characters) implements Guardrail {

    public MaximumLength {
        if (characters < 1) {
            throw new IllegalArgumentException("the longest text must have at least one character");
        }
    }

    @Override
    public String name() {
        return "maximum_length";
    }

    @Override
    public Verdict check(Checked checked) {
        var text = checked.text();
        var length = text.length() <= characters ? 0 : text.codePointCount(0, text.length());
        return length <= characters
                ? new Verdict.Passed()
                : new Verdict.Refused(length + " characters are more than the " + characters + " allowed", null);
    }
}
