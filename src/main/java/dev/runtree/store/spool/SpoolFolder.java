package dev.runtree.store.spool;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.SettingsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of one process that are meant for one database. The operating system's lock on a file in it says that the
 * process lives; whoever gets that lock after it has the folder.
 */
final class SpoolFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);
    private static final String SEGMENT = ".segment";
    private static final String STARTS = ".starts";
    private static final String LOCK = "lock";
    private static final String DATABASE = "database";

    /** Held by this process: closing such a lock file, opened a second time, would give its lock up. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;
    private final boolean takenOver;

    private SpoolFolder(Path path, FileChannel lock, boolean takenOver) {
        this.path = path;
        this.lock = lock;
        this.takenOver = takenOver;
    }

    /** A new one, below the home's spool. */
    static SpoolFolder make(Path spool, String database) throws IOException {
        try {
            OwnerOnly.folder(spool);
        } catch (SettingsException e) {
            throw new IOException(e.getMessage(), e);
        }
        while (true) {
            var name = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime() & Long.MAX_VALUE, 36);
            var path = spool.resolve(name);
            try {
                OwnerOnly.folder(path);
                var lock = OwnerOnly.create(path.resolve(LOCK));
                HELD.add(path);
                if (lock.tryLock() != null) {
                    OwnerOnly.write(path.resolve(DATABASE), database + "\n");
                    sync(path);
                    sync(spool);
                    return new SpoolFolder(path, lock, false);
                }
                lock.close();
                HELD.remove(path);
            } catch (NoSuchFileException | SettingsException e) {
                // Somebody took it for what a crash has left, and swept it: another one.
                LOG.debug("{} is gone", path, e);
                if (!Files.isWritable(spool)) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        }
    }

    /** The folder of a process that died, if it is meant for this database and nobody else has it. */
    static Optional<SpoolFolder> takeOver(Path path, String database) throws IOException {
        if (HELD.contains(path) || !database(path).equals(Optional.of(database)) || !HELD.add(path)) {
            return Optional.empty();
        }
        FileChannel lock = null;
        try {
            lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE);
            if (lock.tryLock() != null) {
                return Optional.of(new SpoolFolder(path, lock, true));
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone", path, e);
        }
        if (lock != null) {
            lock.close();
        }
        HELD.remove(path);
        return Optional.empty();
    }

    /** Which database the records of a folder are meant for; empty for a folder that is just being made, or no spool's. */
    static Optional<String> database(Path folder) {
        try {
            return Optional.of(Files.readString(folder.resolve(DATABASE)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The segments of a folder, the oldest first. */
    static List<Path> segments(Path folder) throws IOException {
        return files(folder, SEGMENT);
    }

    /** What a process has left that died: its segments, and what had begun in it, which is of the same form. */
    static List<Path> left(Path folder) throws IOException {
        var left = new ArrayList<>(segments(folder));
        left.addAll(files(folder, STARTS));
        return left;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** What is entered in a folder is there after a crash; Windows does so by itself, and cannot be asked. */
    static void sync(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.trace("{} cannot be synchronised", folder, e);
        }
    }

    /** Whether another process made it. */
    boolean isTakenOver() {
        return takenOver;
    }

    Path path() {
        return path;
    }

    Path segment(long number) {
        return file(number, SEGMENT);
    }

    /** Of what has begun, which is no backlog while its process lives. */
    Path starts(long number) {
        return file(number, STARTS);
    }

    private Path file(long number, String ending) {
        return path.resolve(String.format(Locale.ROOT, "%012d", number) + ending);
    }

    /** Gives it up, with its segments for the next who looks; without any, it goes. */
    @Override
    public void close() throws IOException {
        var empty = left(path).isEmpty();
        if (empty) {
            // First of all this: a folder without it is nobody's to take over.
            Files.deleteIfExists(path.resolve(DATABASE));
        }
        lock.close();
        if (empty) {
            Files.deleteIfExists(path.resolve(LOCK));
            try {
                Files.deleteIfExists(path);
            } catch (DirectoryNotEmptyException e) {
                LOG.warn("{} is left: something else is in it", path, e);
            }
        }
        HELD.remove(path);
    }
}
