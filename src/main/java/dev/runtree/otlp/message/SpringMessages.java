package dev.runtree.otlp.message;

import dev.runtree.model.Message;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Spring AI prints of a conversation into attributes or log records: {@code ["You are brief.", "Hello"]}, or with
 * roles {@code ["system":"You are brief.", "user":"Hello"]}. It looks like JSON, but nothing in the texts is escaped.
 */
public final class SpringMessages {
    private static final Pattern ENTRY = Pattern.compile("(?:^|\", )(?:\"(system|user|assistant|tool)\":)?\"");
    private static final String PROMPT = "Prompt Content:";
    private static final String COMPLETION = "Completion:";

    private SpringMessages() {}

    /** Whether a log record of Spring AI tells what was asked or answered. */
    public static boolean tells(String log) {
        return log.contains("\"Chat Model ") || log.contains("\"Chat Client ");
    }

    public static List<Message> asked(RawSpan span) {
        return messages(printed(span, "gen_ai.prompt", PROMPT), "user");
    }

    public static List<Message> answered(RawSpan span) {
        return messages(printed(span, "gen_ai.completion", COMPLETION), "assistant");
    }

    /** The attribute, or else what a log record has behind its heading, {@code Chat Model Completion:}. */
    private static @Nullable String printed(RawSpan span, String key, String heading) {
        var own = span.attributes().text(key);
        if (own != null) {
            return own;
        }
        for (var log : span.logs()) {
            var text = log.attributes().text("content");
            var at = text == null || !text.startsWith("Chat ") ? -1 : text.indexOf(heading);
            if (text != null && at >= 0 && text.lastIndexOf('\n', at) < 0) {
                return text.substring(at + heading.length()).strip();
            }
        }
        return null;
    }

    private static List<Message> messages(@Nullable String printed, String role) {
        if (printed == null || !printed.startsWith("[") || !printed.endsWith("]")) {
            return printed == null ? List.of() : JsonMessages.ofText(printed, role);
        }
        var json = Json.parse(printed);
        var messages = new ArrayList<Message>();
        if (json != null) {
            json.forEach(text -> add(role, text.asText(), messages));
        } else {
            split(printed.substring(1, printed.length() - 1), role, messages);
        }
        return messages;
    }

    private static void split(String printed, String otherwise, List<Message> to) {
        var entries = ENTRY.matcher(printed);
        var role = otherwise;
        var from = -1;
        while (entries.find()) {
            if (from >= 0) {
                add(role, printed.substring(from, entries.start()), to);
            }
            role = entries.group(1) == null ? otherwise : entries.group(1);
            from = entries.end();
        }
        if (from >= 0) {
            var end = printed.endsWith("\"") ? printed.length() - 1 : printed.length();
            add(role, printed.substring(Math.min(from, end), end), to);
        }
    }

    /** A message that is only a tool's call or result is printed as an empty text, or as {@code null}. */
    private static void add(String role, String text, List<Message> to) {
        if (!text.isBlank() && !text.equals("null")) {
            to.add(Message.text(role, text));
        }
    }
}
