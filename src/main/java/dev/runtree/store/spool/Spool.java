package dev.runtree.store.spool;

import dev.runtree.model.RecordedSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on disk what a database cannot take now, and gives it back in order. Several threads may append; one reads. Each
 * has a folder of its own, made with the first record; {@link #takeOver} adds those of processes that died.
 */
public final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path folder;
    private final String database;
    private final Aside aside;
    private final Appender<Spooled> appender;
    private final Backlog backlog;
    private final AtomicInteger refused = new AtomicInteger();
    private boolean closed;

    /**
     * Touches no file.
     *
     * @param folder the home's
     * @param database which database it is for, without a password: what is meant for another one is left alone
     * @param mostBytes of all that lies in the folder, asked with the first record
     * @param begun reads what {@link Starts} kept; throws an unchecked exception when it cannot
     */
    public Spool(Path folder, String database, LongSupplier mostBytes, Function<byte[], RecordedSpan> begun) {
        this.folder = folder;
        this.database = database;
        this.aside = new Aside(folder);
        var room = new SpoolRoom(folder, mostBytes);
        this.backlog = new Backlog(room, aside, new RecordReader(begun));
        this.appender =
                new Appender<>(folder, database, room, new Appender.Wording<>("Spans", Spool::frame), backlog::add);
    }

    private static Frame frame(Spooled spooled) throws IOException {
        return new Frame(spooled.spans().size(), spooled.logs().size(), RecordForm.write(spooled));
    }

    /** Never waits. The future completes when the record is safe on disk, or fails with {@link SpoolRefusal}. */
    public CompletableFuture<?> append(Spooled spooled) {
        return appender.append(spooled);
    }

    /** Takes over the folders of processes that died, if they are meant for this database. */
    public synchronized void takeOver() {
        if (closed || !Files.isDirectory(folder)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var other : folders) {
                var taken = SpoolFolder.takeOver(other, database);
                if (taken.isPresent()) {
                    add(taken.get());
                }
            }
        } catch (IOException e) {
            LOG.warn("What other processes left in {} cannot be looked at", folder, e);
        }
    }

    private void add(SpoolFolder taken) throws IOException {
        var segments = SpoolFolder.left(taken.path());
        if (segments.isEmpty()) {
            taken.close();
            return;
        }
        LOG.info("Taking over {} files that wait in {}", segments.size(), taken.path());
        for (var segment : segments) {
            backlog.add(new Segment(taken, segment, Amount.of(segment)));
        }
    }

    /** What has waited longest; the same until it is {@link #stored}. Empty when nothing waits. */
    public Optional<Batch> next() {
        if (backlog.isEmpty()) {
            appender.roll();
        }
        return backlog.next();
    }

    /** The batch is in the database. */
    public void stored(Batch batch) {
        backlog.stored(batch);
    }

    /**
     * Keeps apart what a healthy database refuses.
     *
     * @return the file that it is in now, as JSON Lines
     */
    public Path setAside(Spooled spooled, String reason) throws IOException {
        var file = aside.refused(spooled, reason);
        refused.addAndGet(spooled.spans().size() + spooled.logs().size());
        return file;
    }

    /** Spans that wait. */
    public long spans() {
        return backlog.amount().plus(appender.amount()).spans();
    }

    /** Spans and log records that wait. */
    public long records() {
        var amount = backlog.amount().plus(appender.amount());
        return amount.spans() + amount.logs();
    }

    /** Spans and log records that were {@linkplain #setAside set aside} since the start. */
    public int refused() {
        return refused.get();
    }

    public Path folder() {
        return folder;
    }

    /** Writes what was taken; what waits stays on disk, for whoever opens the database next. */
    @Override
    public void close() {
        synchronized (this) {
            // Whoever took over now, its own folder even, would keep it from all others and never read it.
            closed = true;
        }
        appender.close();
        backlog.close();
        var own = appender.folder();
        if (own != null) {
            try {
                own.close();
            } catch (IOException e) {
                LOG.warn("{} could not be given up", own.path(), e);
            }
        }
    }
}
