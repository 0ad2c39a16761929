package dev.runtree.ui.detail;

import dev.runtree.ui.text.JsonText;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * In which form texts are shown: what the reader chose last for texts of a kind, such as those of a role; until then
 * JSON as JSON and words as Markdown, results of tools as they are.
 */
public final class TextForms {
    /** Of longer texts it is not tried whether they are JSON. */
    private static final int TRIED = 1 << 20;

    private final Map<String, TextForm> chosen = new TreeMap<>();
    private Consumer<String> keep = choices -> {};

    /** Takes up what {@link #onChoice} was told once; what it does not know is left out. */
    public void read(String choices) {
        for (var choice : choices.split(";", -1)) {
            var at = choice.lastIndexOf('=');
            for (var form : TextForm.values()) {
                if (at > 0 && choice.substring(at + 1).equals(form.name())) {
                    chosen.put(choice.substring(0, at), form);
                }
            }
        }
    }

    /** Calls with all choices, as one word, whenever one is made. */
    public void onChoice(Consumer<String> handler) {
        keep = handler;
    }

    static boolean isJson(String text) {
        return text.length() <= TRIED && JsonText.pretty(text).isPresent();
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
        keep.accept(chosen.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().name())
                .collect(Collectors.joining(";")));
    }

    /** Roles may be any words. */
    private static String key(String kind, boolean json) {
        var word = kind.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        return json && !kind.equals("arguments") ? word + ".json" : word;
    }
}
