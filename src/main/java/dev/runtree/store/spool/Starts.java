package dev.runtree.store.spool;

import dev.runtree.settings.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what has begun until it is stored elsewhere, so that a process that is killed leaves its beginning: whoever takes over
 * the folders of the dead ({@link Spool#takeOver}) stores it. What is kept is with the operating system when {@link #keep}
 * returns, which takes microseconds. It is not forced to the disk: that would take a run milliseconds, for the sake of a
 * power failure. Safe for use by several threads.
 */
public final class Starts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

    /** Where something is always under way, a file is never empty: another is begun. */
    private static final long FILE_BYTES = 8L << 20;

    private final Path spool;
    private final String database;
    private final List<Open> files = new ArrayList<>();
    private @Nullable SpoolFolder folder;
    private long number;
    private boolean failed;
    private boolean closed;

    private static final class Open {
        private final Path path;
        private final FileChannel channel;
        private int kept;

        Open(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }
    }

    /**
     * Touches no file.
     *
     * @param spool the home's
     * @param database which database it is for, without a password
     */
    public Starts(Path spool, String database) {
        this.spool = spool;
        this.database = database;
    }

    private static void nothing() {
        // It was not kept.
    }

    /** Makes what the first to be kept needs, so that it does not wait for that. */
    public synchronized void prepare() {
        try {
            if (!closed) {
                current();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /**
     * Keeps a span; when that cannot be done, the log says so once and nobody is held up.
     *
     * @param span in the form that {@link Spool} was told to read
     * @return to be run once, by any thread, when it is stored elsewhere
     */
    public Runnable keep(byte[] span) {
        var frame = new Frame(1, 0, span);
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.allocate(Math.toIntExact(frame.size()));
        } catch (ArithmeticException e) {
            failed(e);
            return Starts::nothing;
        }
        frame.put(bytes);
        return keep(bytes.flip());
    }

    private synchronized Runnable keep(ByteBuffer frame) {
        if (closed) {
            return Starts::nothing;
        }
        try {
            var file = current();
            var before = file.channel.position();
            try {
                while (frame.hasRemaining()) {
                    file.channel.write(frame);
                }
            } catch (IOException | RuntimeException e) {
                file.channel.truncate(before);
                throw e;
            }
            file.kept++;
            failed = false;
            return () -> forget(file);
        } catch (IOException | RuntimeException e) {
            failed(e);
            return Starts::nothing;
        }
    }

    private Open current() throws IOException {
        if (!files.isEmpty() && files.getLast().channel.position() < FILE_BYTES) {
            return files.getLast();
        }
        if (folder == null) {
            folder = SpoolFolder.make(spool, database);
        }
        var path = folder.starts(++number);
        var begun = new Open(path, OwnerOnly.create(path));
        files.add(begun);
        return begun;
    }

    private synchronized void forget(Open file) {
        file.kept--;
        try {
            if (file.kept == 0 && !closed) {
                if (file == files.getLast()) {
                    file.channel.truncate(0);
                } else {
                    remove(file);
                }
            }
        } catch (IOException e) {
            LOG.debug("{} holds what is stored already, which does no harm", file.path, e);
        }
    }

    private void remove(Open file) throws IOException {
        files.remove(file);
        file.channel.close();
        Files.deleteIfExists(file.path);
    }

    private synchronized void failed(Exception e) {
        if (!failed) {
            LOG.warn("What begins is not kept in {}: a process that is killed at once leaves no trace of it", spool, e);
        }
        failed = true;
    }

    /** Gives up the folder; what is not stored elsewhere stays, for whoever opens the database next. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            for (var file : List.copyOf(files)) {
                if (file.kept == 0) {
                    remove(file);
                } else {
                    file.channel.close();
                }
            }
            if (folder != null) {
                folder.close();
            }
        } catch (IOException e) {
            LOG.warn("The folder of what had begun could not be given up in {}", spool, e);
        }
    }
}
