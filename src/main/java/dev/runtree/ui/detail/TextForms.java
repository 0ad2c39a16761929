package dev.runtree.ui.detail;

import dev.runtree.settings.TextForm;
import dev.runtree.ui.text.JsonText;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * In which form texts are shown: what the reader chose last for texts of a kind, such as those of a role; until then
 * JSON as JSON and words as Markdown, results of tools as they are.
 */
public final class TextForms {
    /** Of longer texts it is not tried whether they are JSON; the row of a step that is opened goes as far. */
    private static final int TRIED = 32 << 20;

    private final Map<String, TextForm> chosen;
    private final Consumer<Map<String, TextForm>> keep;

    /**
     * @param chosen what was chosen before, by kind
     * @param keep is called on the JavaFX thread with all choices when one is made
     */
    public TextForms(Map<String, TextForm> chosen, Consumer<Map<String, TextForm>> keep) {
        this.chosen = new TreeMap<>(chosen);
        this.keep = keep;
    }

    /** Chosen for as long as the window is open. */
    static TextForms forgotten() {
        return new TextForms(Map.of(), choices -> {});
    }

    /** JSON on indented lines; empty for what is none, or too long to try. */
    static Optional<String> pretty(String text) {
        return text.length() <= TRIED ? JsonText.pretty(text) : Optional.empty();
    }

    TextForm of(String kind, boolean json) {
        var before = chosen.get(key(kind, json));
        if (before != null) {
            return before;
        }
        return switch (kind) {
            case "arguments" -> TextForm.TABLE;
            case "tool", "result" -> json ? TextForm.JSON : TextForm.PLAIN;
            default -> json ? TextForm.JSON : TextForm.MARKDOWN;
        };
    }

    void choose(String kind, boolean json, TextForm form) {
        chosen.put(key(kind, json), form);
        keep.accept(Map.copyOf(chosen));
    }

    /** Roles may be any words. */
    private static String key(String kind, boolean json) {
        var word = kind.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        return json && !kind.equals("arguments") ? word + ".json" : word;
    }
}
