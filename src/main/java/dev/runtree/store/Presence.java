package dev.runtree.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows the other processes of a home that this one uses its server: a file named after the process, locked for as long
 * as the process lives. The lock goes with the process, however it ends; the file of a dead process is swept by the next
 * who looks. Entering, leaving and looking happen inside the {@link dev.runtree.settings.Gate}.
 */
final class Presence {
    private final Path file;
    private final FileChannel channel;

    private Presence(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Presence enter(Path folder) throws IOException {
        var name = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime() & Long.MAX_VALUE, 36);
        var file = folder.resolve(name);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return new Presence(file, channel);
    }

    void leave() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    /**
     * The processes that are present, by their ids.
     *
     * @param own not counted, and above all not opened: closing a file gives up all locks that this process has on it
     */
    static List<Long> others(Path folder, @Nullable Presence own) throws IOException {
        var present = new ArrayList<Long>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if ((own == null || !file.equals(own.file)) && isLocked(file)) {
                    present.add(processOf(file));
                }
            }
        }
        return present;
    }

    private static boolean isLocked(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                return true;
            }
        }
        Files.deleteIfExists(file);
        return false;
    }

    private static long processOf(Path file) {
        var name = file.getFileName().toString();
        try {
            return Long.parseLong(name, 0, Math.max(name.indexOf('-'), 0), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
