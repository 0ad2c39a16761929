package dev.runtree.ui.detail;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import java.util.Objects;

/** When two messages say the same to a model, and when one is the other with something changed. */
final class Sameness {
    /** Of two texts of which at least this share of the longer is the same at both ends, one is a version of the other. */
    private static final double SHARED = 0.3;

    private Sameness() {}

    /** Equal for messages that say the same. */
    static String key(Message message) {
        var key = new StringBuilder(message.role());
        for (var part : message.parts()) {
            switch (part) {
                case Part.Text text -> key.append("\u0001").append(text.text().strip());
                case Part.Reasoning ignored -> {}
                case Part.ToolCall call ->
                    key.append("\u0002").append(call.name()).append('\u0003').append(laidOut(call.arguments()));
                case Part.ToolResult result -> key.append("\u0004").append(laidOut(result.result()));
                case Part.Media media -> key.append("\u0005").append(media.uri());
                case Part.Unknown unknown -> key.append("\u0006").append(unknown.json());
            }
        }
        return key.toString();
    }

    private static String laidOut(String text) {
        return text.length() > 1 << 16 ? text.strip() : JsonText.pretty(text).orElse(text.strip());
    }

    /** A system's instructions, the result of one call, or words of one role that begin or end alike. */
    static boolean isVersion(Message before, Message now) {
        if (!before.role().equals(now.role())) {
            return false;
        }
        if (Comparison.isSystem(now)) {
            return true;
        }
        var calls = results(now);
        if (!calls.isEmpty() || !results(before).isEmpty()) {
            return calls.equals(results(before));
        }
        return share(before.text(), now.text()) >= SHARED;
    }

    private static List<String> results(Message message) {
        return message.parts().stream()
                .map(part -> part instanceof Part.ToolResult result ? result.id() : null)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The share of the longer text that both begin and end with. */
    static double share(String one, String other) {
        var shorter = Math.min(one.length(), other.length());
        var start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        var end = 0;
        while (end < shorter - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        var longer = Math.max(one.length(), other.length());
        return longer == 0 ? 0 : (double) (start + end) / longer;
    }
}
