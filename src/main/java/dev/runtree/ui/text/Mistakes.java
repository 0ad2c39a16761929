package dev.runtree.ui.text;

import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonMistake;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;

/** Says where a text is not JSON, and what was expected there. */
public final class Mistakes {
    private Mistakes() {}

    /** In a sentence; empty when it is JSON. */
    public static String words(JsonIndex index) {
        var mistake = index.mistake();
        return mistake == null
                ? ""
                : Messages.text(
                        "text.mistake",
                        Figures.count(mistake.line()),
                        Figures.count(mistake.column()),
                        Messages.text(key(mistake.kind())));
    }

    private static String key(JsonMistake.Kind kind) {
        return switch (kind) {
            case VALUE -> "text.mistake.value";
            case KEY -> "text.mistake.key";
            case COLON -> "text.mistake.colon";
            case COMMA -> "text.mistake.comma";
            case NUMBER -> "text.mistake.number";
            case ESCAPE -> "text.mistake.escape";
            case CONTROL_CHARACTER -> "text.mistake.control";
            case END_IN_STRING -> "text.mistake.string";
            case END_TOO_EARLY -> "text.mistake.end";
            case MORE_AFTER_END -> "text.mistake.more";
            case TOO_MANY_LINES -> "text.mistake.lines";
        };
    }
}
