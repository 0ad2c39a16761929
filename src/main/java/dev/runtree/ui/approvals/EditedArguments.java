package dev.runtree.ui.approvals;

import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonStrings;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import dev.runtree.ui.text.Mistakes;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arguments as JSON, made of what their editor wrote. What was not touched stays letter for letter. */
final class EditedArguments {
    private EditedArguments() {}

    /**
     * A member of an object.
     *
     * @param value JSON
     */
    record Part(String key, String value) {}

    static String object(List<Part> parts) {
        return parts.stream()
                .map(part -> JsonStrings.quoted(part.key()) + ": " + part.value())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Why a text is no JSON value; {@code null} when it is one. */
    static @Nullable String mistake(String text) {
        if (text.isBlank()) {
            return Messages.text("approvals.mistake.empty");
        }
        var index = JsonIndex.of(text);
        return index.mistake() == null ? null : Mistakes.words(index);
    }

    /** Why a text is no JSON object; {@code null} when it is one. */
    static @Nullable String mistakeOfObject(String text) {
        var mistake = mistake(text);
        return mistake != null || JsonText.members(text).isPresent()
                ? mistake
                : Messages.text("approvals.mistake.object");
    }

    /** What was written without quotes, as the text that it was meant as; {@code null} when it cannot be one. */
    static @Nullable String asText(String text) {
        var stripped = text.strip();
        return stripped.isEmpty() || "\"{[".indexOf(stripped.charAt(0)) >= 0 ? null : JsonStrings.quoted(stripped);
    }
}
