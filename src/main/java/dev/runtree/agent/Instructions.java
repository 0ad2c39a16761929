package dev.runtree.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.SessionState;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Instructions as they are told to the model: {@code {{name}}} stands for a value of the session's state, {@code
 * {{name|something}}} for it or something else where there is none; besides, {@code user_id}, {@code session_id}, {@code date},
 * {@code weekday} and {@code time} are known, unless the state has values of these names. What is between other braces stays.
 *
 * @param text as the model is told
 * @param values what was put in, by name; empty when nothing was
 */
record Instructions(String text, ObjectNode values) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z_][\\w.-]*)\\s*(?:\\|([^{}]*))?\\}\\}");

    static Instructions of(String template, SessionState state, RunInput input) {
        return of(template, state, input, Map.of());
    }

    /** @param more values that go before all others, by name */
    static Instructions of(String template, SessionState state, RunInput input, Map<String, String> more) {
        var values = JsonNodeFactory.instance.objectNode();
        if (!template.contains("{{")) {
            return new Instructions(template, values);
        }
        var text = PLACE.matcher(template).replaceAll(place -> {
            var name = place.group(1);
            var value = more.containsKey(name) ? more.get(name) : value(name, state, input);
            var told = value != null
                    ? value
                    : place.group(2) == null ? "" : place.group(2).strip();
            values.put(name, told);
            return Matcher.quoteReplacement(told);
        });
        return new Instructions(text, values);
    }

    private static @Nullable String value(String name, SessionState state, RunInput input) {
        var remembered = state.text(name);
        if (remembered != null) {
            return remembered;
        }
        return switch (name) {
            case "user_id" -> input.userId();
            case "session_id" -> input.sessionId();
            case "date" -> now().format(DateTimeFormatter.ISO_LOCAL_DATE);
            case "weekday" -> now().format(DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH));
            case "time" -> now().truncatedTo(ChronoUnit.MINUTES).format(DateTimeFormatter.ofPattern("HH:mm"));
            default -> null;
        };
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now(ZoneId.systemDefault());
    }
}
