package dev.runtree.redact;

/** A rule of the user's own that is none: which part of it is wrong, why, and where in it. */
public final class BadRule extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Part part;
    private final String reason;
    private final int at;

    /** What a rule is made of. */
    public enum Part {
        NAME,
        EXPRESSION,
        REPLACEMENT
    }

    BadRule(Part part, String reason, int at, String message) {
        super(message);
        this.part = part;
        this.reason = reason;
        this.at = at;
    }

    static BadRule name(String reason) {
        return new BadRule(Part.NAME, reason, -1, reason);
    }

    public Part part() {
        return part;
    }

    /** Why, for who sees the part itself: a sentence or the beginning of one. */
    public String reason() {
        return reason;
    }

    /** At which character of the part, from 0; its length when something is missing at its end, and -1 for all of it. */
    public int at() {
        return at;
    }
}
