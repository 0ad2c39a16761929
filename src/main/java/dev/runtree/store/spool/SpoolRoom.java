package dev.runtree.store.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Bounds the bytes of all that lies below the home's spool, also of what other processes put there. */
final class SpoolRoom {
    private static final long HOLDS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path spool;
    private final LongSupplier most;
    private @Nullable Long limit;
    private long taken;
    private long measured;

    /** @param most bytes; asked once, by the first who needs room */
    SpoolRoom(Path spool, LongSupplier most) {
        this.spool = spool;
        this.most = most;
    }

    synchronized long limit() {
        if (limit == null) {
            limit = most.getAsLong();
            taken = bytes(spool);
            measured = System.nanoTime();
        }
        return limit;
    }

    /** Takes room, if there is enough. */
    synchronized boolean take(long bytes) {
        var all = limit();
        if (System.nanoTime() - measured > HOLDS_NANOS) {
            taken = bytes(spool);
            measured = System.nanoTime();
        }
        if (taken + bytes > all) {
            return false;
        }
        taken += bytes;
        return true;
    }

    synchronized void giveBack(long bytes) {
        taken = Math.max(0, taken - bytes);
    }

    /** Bytes of all files; those that go meanwhile count nothing. */
    static long bytes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.walk(folder)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
