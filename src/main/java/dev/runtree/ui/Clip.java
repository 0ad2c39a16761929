package dev.runtree.ui;

import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/**
 * The system's clipboard. What a run says goes there by {@link #put}, so that it is redacted while that is wanted; ids,
 * links, and what was redacted already by {@link #putExact}. On the FX thread.
 */
public final class Clip {
    private static Way way = (name, text, put) -> put.accept(text);
    private static int asked;

    /** What becomes of a text before it is copied. It may take its time, on another thread. */
    @FunctionalInterface
    public interface Way {
        /**
         * Makes what is copied.
         *
         * @param name of the value that the text is, such as {@code password}; empty for none
         * @param put told on the FX thread what to copy; never, when nothing may be
         */
        void make(String name, String text, Consumer<String> put);
    }

    private Clip() {}

    /** All that is copied from now on goes this way. */
    public static void use(Way other) {
        way = other;
    }

    public static void put(String text) {
        put("", text);
    }

    /** Puts the value of this name there: a secret's name tells that it is one. */
    public static void put(String name, String text) {
        var mine = ++asked;
        way.make(name, text, made -> {
            // What was copied since then must not be overwritten by what took longer.
            if (mine == asked) {
                putExact(made);
            }
        });
    }

    /** Puts a text there as it is. */
    public static void putExact(String text) {
        asked++;
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
