package dev.runtree.compare;

/** What is compared: a row of the table. In the order in which they are read. */
public enum Aspect {
    STATUS(Unit.WORDS, false),
    ERROR(Unit.TEXT, false),
    INPUT(Unit.TEXT, false),
    OUTPUT(Unit.TEXT, false),
    TOOLS(Unit.CALLS, false),
    SYSTEM(Unit.TEXT, false),
    STARTED(Unit.TIME, false),
    DURATION(Unit.NANOS, true),
    COST(Unit.DOLLARS, true),
    TOKENS_IN(Unit.TOKENS, true),
    TOKENS_OUT(Unit.TOKENS, true),
    TOKENS_CACHED(Unit.TOKENS, false),
    TOKENS_REASONING(Unit.TOKENS, false),
    MODEL_CALLS(Unit.COUNT, false),
    TOOL_CALLS(Unit.COUNT, false),
    STEPS(Unit.COUNT, false),
    ERRORS(Unit.COUNT, true),
    MODELS(Unit.WORDS, false),
    AGENT(Unit.WORDS, false),
    USER(Unit.WORDS, false),
    SESSION(Unit.WORDS, false),
    ENVIRONMENT(Unit.WORDS, false),
    TAGS(Unit.WORDS, false),
    STAR(Unit.WORDS, false),
    SCORES(Unit.WORDS, false),
    ATTRIBUTE(Unit.WORDS, false);

    /** In what its values are. */
    public enum Unit {
        WORDS,
        TEXT,
        CALLS,
        /** Nanoseconds since 1970. */
        TIME,
        NANOS,
        TOKENS,
        DOLLARS,
        COUNT
    }

    private final Unit unit;
    private final boolean isLessBetter;

    Aspect(Unit unit, boolean isLessBetter) {
        this.unit = unit;
        this.isLessBetter = isLessBetter;
    }

    public Unit unit() {
        return unit;
    }

    /** Whether of two numbers the smaller is the better one. */
    public boolean isLessBetter() {
        return isLessBetter;
    }

    /** Whether its values differ for a reason: two runs never start at the same moment. */
    public boolean tells() {
        return this != STARTED;
    }

    /** Whether the numbers of several runs can be added up to something. */
    public boolean addsUp() {
        return switch (unit) {
            case NANOS, TOKENS, DOLLARS, COUNT -> true;
            case WORDS, TEXT, CALLS, TIME -> false;
        };
    }
}
