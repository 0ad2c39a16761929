package dev.runtree.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Locale;

/** What a result says in words: its texts as they are, everything else by its name and size. */
final class McpContents {
    private McpContents() {}

    /** @param result of {@code tools/call} */
    static String text(JsonNode result) {
        var parts = new ArrayList<String>();
        result.path("content").forEach(part -> parts.add(part(part)));
        if (parts.isEmpty() && !result.path("structuredContent").isMissingNode()) {
            return result.path("structuredContent").toString();
        }
        return String.join("\n", parts);
    }

    private static String part(JsonNode part) {
        return switch (part.path("type").asText()) {
            case "text" -> part.path("text").asText();
            case "image", "audio" ->
                "[" + part.path("type").asText() + " " + kind(part) + ", " + size(part, "data") + "]";
            case "resource" -> resource(part.path("resource"));
            case "resource_link" -> "[resource " + part.path("uri").asText() + named(part) + ", " + kind(part) + "]";
            default -> part.toString();
        };
    }

    private static String resource(JsonNode resource) {
        var uri = resource.path("uri").asText();
        return resource.path("text").isTextual()
                ? "[resource " + uri + "]\n" + resource.path("text").asText()
                : "[resource " + uri + ", " + kind(resource) + ", " + size(resource, "blob") + "]";
    }

    private static String named(JsonNode part) {
        var name = part.path("name").asText();
        return name.isEmpty() ? "" : " \"" + name + "\"";
    }

    private static String kind(JsonNode part) {
        return part.path("mimeType").asText("of unknown type");
    }

    /** Of what Base64 stands for. */
    private static String size(JsonNode part, String key) {
        var letters = part.path(key).asText();
        long bytes = letters.length() * 3L / 4 - (letters.endsWith("==") ? 2 : letters.endsWith("=") ? 1 : 0);
        return bytes < 1024 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    }
}
