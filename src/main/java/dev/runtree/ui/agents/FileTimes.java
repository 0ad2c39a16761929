package dev.runtree.ui.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/** What files were like when they were read, to notice that one of them has changed since. Safe for use by several threads. */
final class FileTimes {
    private static final Look NONE = new Look(0, 0);

    private final Map<Path, Look> looks = new HashMap<>();

    /** Of a file that is not there, both are 0. */
    private record Look(long modifiedMillis, long bytes) {
        static Look at(Path file) {
            try {
                var read = Files.readAttributes(file, BasicFileAttributes.class);
                return new Look(read.lastModifiedTime().toMillis(), read.size());
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    /** Notes a file that is about to be read; of one that is read twice, the first time. */
    synchronized void note(Path file) {
        looks.computeIfAbsent(file, Look::at);
    }

    /** Whether a file is no longer as it was. */
    synchronized boolean haveChanged() {
        return looks.entrySet().stream().anyMatch(each -> !each.getValue().equals(Look.at(each.getKey())));
    }
}
