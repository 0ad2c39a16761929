package dev.runtree.ui.receive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** How to send from each SDK that is known: a file each in {@code /snippets}, in the order of their list. */
public final class Snippets {
    private static final String FOLDER = "/snippets/";

    private Snippets() {}

    /** All of them, with the places for addresses left open. */
    public static List<Snippet> all() {
        return read("list.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .map(id -> Snippet.parse(id, read(id + ".md")))
                .toList();
    }

    private static String read(String name) {
        try (var stream = Snippets.class.getResourceAsStream(FOLDER + name)) {
            var bytes = Objects.requireNonNull(stream, name).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
