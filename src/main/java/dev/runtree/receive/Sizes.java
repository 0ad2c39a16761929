package dev.runtree.receive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much there is to read. */
final class Sizes {
    private Sizes() {}

    /** Bytes of all files and of those in the folders; what cannot be looked at counts nothing. */
    static long of(List<Path> paths) {
        return paths.stream().mapToLong(Sizes::of).sum();
    }

    private static long of(Path path) {
        try (var files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).mapToLong(Sizes::size).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
