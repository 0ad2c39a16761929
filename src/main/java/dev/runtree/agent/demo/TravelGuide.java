package dev.runtree.agent.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The desk's rules: Markdown that the program brings along, laid into a folder for as long as the demo runs. */
final class TravelGuide implements AutoCloseable {
    private static final List<String> PAGES = List.of("refunds.md", "luggage.md", "children.md");

    private final Path folder;

    private TravelGuide(Path folder) {
        this.folder = folder;
    }

    static TravelGuide unpacked() {
        try {
            var guide = new TravelGuide(Files.createTempDirectory("runtree-demo-rules"));
            for (var page : PAGES) {
                try (var in =
                        Objects.requireNonNull(TravelGuide.class.getResourceAsStream("/demo/guide/" + page), page)) {
                    Files.copy(in, guide.folder.resolve(page));
                }
            }
            return guide;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            for (var page : PAGES) {
                Files.deleteIfExists(folder.resolve(page));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
