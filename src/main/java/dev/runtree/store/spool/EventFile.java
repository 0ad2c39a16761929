package dev.runtree.store.spool;

import dev.runtree.settings.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A segment of events, which are worked off in any order, with a file of notes beside it: how often each was begun, and
 * which are done. The notes are not forced to the disk: they outlive the process, and after a failure of power an event is
 * worked off once more at worst.
 */
final class EventFile {
    private static final Logger LOG = LoggerFactory.getLogger(EventFile.class);
    private static final String NOTES = ".notes";
    private static final int NOTE = Long.BYTES + Integer.BYTES;
    private static final int DONE = -1;

    private final Path file;
    private @Nullable FileChannel notes;
    private long done;
    /** Events in the file, once nothing is written to it any more. */
    private @Nullable Long total;

    EventFile(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    private static Path notes(Path file) {
        return file.resolveSibling(file.getFileName() + NOTES);
    }

    /** What was noted of each event; {@link #DONE} of those that are done. */
    Map<Long, Integer> read() throws IOException {
        var read = new HashMap<Long, Integer>();
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(notes(file)));
            while (bytes.remaining() >= NOTE) {
                var at = bytes.getLong();
                var what = bytes.getInt();
                read.merge(at, what, (before, now) -> before == DONE ? DONE : now);
            }
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        return read;
    }

    static boolean isDone(@Nullable Integer noted) {
        return noted != null && noted == DONE;
    }

    /** Notes that an event has been begun so many times. */
    synchronized void begun(long at, int tries) {
        note(at, tries);
    }

    /** @return whether the file has nothing left to be done */
    synchronized boolean done(long at) {
        done++;
        note(at, DONE);
        return isFinished();
    }

    /**
     * Nothing is written to it any more.
     *
     * @param events in it
     * @return whether the file has nothing left to be done
     */
    synchronized boolean closed(long events) {
        total = events;
        return isFinished();
    }

    /** Some are done since before this process had it. */
    synchronized void doneBefore(long events) {
        done += events;
    }

    private boolean isFinished() {
        return total != null && done >= total;
    }

    /** What cannot be noted is found again after a crash, and worked off once more. */
    private void note(long at, int what) {
        try {
            var to = notes == null ? open() : notes;
            var bytes = ByteBuffer.allocate(NOTE).putLong(at).putInt(what).flip();
            var end = to.size() / NOTE * NOTE;
            while (bytes.hasRemaining()) {
                to.write(bytes, end + bytes.position());
            }
        } catch (IOException e) {
            LOG.warn("It could not be noted in {} how far an event is; after a crash it is worked off again", file, e);
        }
    }

    private FileChannel open() throws IOException {
        var path = notes(file);
        try {
            notes = FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            notes = OwnerOnly.create(path);
        }
        return notes;
    }

    /** The events in it, read one by one. */
    SegmentReader reader() throws IOException {
        return new SegmentReader(file);
    }

    /** Its notes are of no use without it. */
    synchronized void forget() throws IOException {
        close();
        Files.deleteIfExists(notes(file));
    }

    synchronized void close() throws IOException {
        if (notes != null) {
            notes.close();
            notes = null;
        }
    }

    /** Removes notes whose segment has gone, as a crash between the two leaves them. */
    static void sweep(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*" + NOTES)) {
            for (var path : files) {
                var name = String.valueOf(path.getFileName());
                if (!Files.exists(path.resolveSibling(name.substring(0, name.length() - NOTES.length())))) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
