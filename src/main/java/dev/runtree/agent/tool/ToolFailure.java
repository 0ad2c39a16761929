package dev.runtree.agent.tool;

/** Thrown by a tool that cannot do what was asked, with a code that the model and the trace are told. */
public final class ToolFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code a short word such as {@code DATE_IN_PAST} */
    public ToolFailure(String code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
