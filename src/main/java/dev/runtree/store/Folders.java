package dev.runtree.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;

/** Whole folders at once. */
final class Folders {
    private Folders() {}

    /** Deletes a folder with all that is in it; nothing when it is not there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Bytes of all files in it. Files that go away meanwhile count nothing. */
    static long size(Path folder) throws IOException {
        var bytes = 0L;
        try (var paths = Files.walk(folder)) {
            for (var path : paths.toList()) {
                var file = path.toFile();
                bytes += file.isFile() ? file.length() : 0;
            }
        }
        return bytes;
    }
}
