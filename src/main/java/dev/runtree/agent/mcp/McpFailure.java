package dev.runtree.agent.mcp;

/** What an MCP server did wrong. The message is one line, fit to be shown, and tells no secret. */
public final class McpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    McpFailure(String type, String message) {
        super(message);
        this.type = type;
    }

    McpFailure(String type, String message, Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    /** What kind of failure: {@code mcp_unavailable}, {@code mcp_ended}, {@code mcp_timeout}, {@code mcp_error}. */
    public String type() {
        return type;
    }
}
