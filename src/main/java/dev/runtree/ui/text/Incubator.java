package dev.runtree.ui.text;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Loads the incubating controls. They announce on standard error that they incubate, once, when they are first used: a
 * message to us and not to the user, whose terminal stays clean.
 */
final class Incubator {
    private static final List<String> ANNOUNCING = List.of(
            "jfx.incubator.scene.control.input.InputMap",
            "jfx.incubator.scene.control.richtext.model.StyledTextModel",
            "jfx.incubator.scene.control.richtext.RichTextArea");

    private Incubator() {}

    static void load() {
        var err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            for (var name : ANNOUNCING) {
                Class.forName(name);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The incubating controls are not on the module path", e);
        } finally {
            System.setErr(err);
        }
    }
}
