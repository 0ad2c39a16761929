package dev.runtree.ui.copy;

/**
 * A model call as a command for a shell. What was said stands in a here-document that the shell does not look into, so that
 * no quote or dollar in it means anything, and its size has no limit.
 */
final class CurlText {
    private static final String END = "RUNTREE_REQUEST";

    private CurlText() {}

    static String of(ModelRequest request) {
        var provider = request.provider();
        var text = new StringBuilder("curl -sS \"${")
                .append(provider.addressVariable())
                .append(":-")
                .append(provider.address())
                .append("}")
                .append(path(provider.form()))
                .append("\" \\\n  -H \"Content-Type: application/json\" \\\n");
        switch (provider.form()) {
            case OPENAI ->
                text.append("  -H \"Authorization: Bearer $")
                        .append(provider.keyVariable())
                        .append("\" \\\n");
            case ANTHROPIC ->
                text.append("  -H \"x-api-key: $")
                        .append(provider.keyVariable())
                        .append("\" \\\n  -H \"anthropic-version: 2023-06-01\" \\\n");
            case OLLAMA -> {}
        }
        // Every line of the JSON begins with a brace or a space: none can end the document.
        return text.append("  --data-binary @- <<'")
                .append(END)
                .append("'\n")
                .append(RequestJson.of(request).toPrettyString().replace("\r", ""))
                .append('\n')
                .append(END)
                .append('\n')
                .toString();
    }

    private static String path(Provider.Form form) {
        return switch (form) {
            case OPENAI -> "/chat/completions";
            case ANTHROPIC -> "/messages";
            case OLLAMA -> "/api/chat";
        };
    }
}
