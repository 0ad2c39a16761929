package dev.runtree.store.spool;

import dev.runtree.settings.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records on disk, on a thread of its own: what comes while a group is written makes the next group, and a group is
 * forced to the disk once. A record is there as a whole or, where the disk is full, not at all.
 *
 * @param <T> what is put there
 */
final class Appender<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final long SEGMENT_BYTES = 8L << 20;
    private static final int MOST_WAITING = 20_000;
    private static final long GROUP_BYTES = 4L << 20;

    private final Path spool;
    private final String database;
    private final SpoolRoom room;
    private final Wording<T> wording;
    private final Consumer<Segment> finished;

    private final ArrayDeque<Waiting<T>> waiting = new ArrayDeque<>();
    private boolean closed;
    private @Nullable Thread thread;

    /** These are guarded by {@link #writing}. */
    private final Object writing = new Object();

    private @Nullable SpoolFolder folder;
    private @Nullable Open open;
    private long number;
    private volatile Amount amount = Amount.NONE;

    /**
     * How records are made, and what they are called.
     *
     * @param subject begins a sentence, in the plural
     */
    record Wording<T>(String subject, Form<T> form) {}

    interface Form<T> {
        Frame frame(T record) throws IOException;
    }

    /** Where a record begins. */
    record Place(Path segment, long at) {}

    private record Waiting<T>(T record, CompletableFuture<Place> done) {}

    private record Open(Path file, FileChannel channel) {}

    private record Group(List<Frame> frames, List<CompletableFuture<Place>> futures) {
        long bytes() {
            return frames.stream().mapToLong(Frame::size).sum();
        }
    }

    /** @param finished takes segments that are written to no more */
    Appender(Path spool, String database, SpoolRoom room, Wording<T> wording, Consumer<Segment> finished) {
        this.spool = spool;
        this.database = database;
        this.room = room;
        this.wording = wording;
        this.finished = finished;
    }

    /** Never waits. The future completes when the record is safe, or fails with {@link SpoolRefusal}. */
    CompletableFuture<Place> append(T record) {
        var next = new Waiting<>(record, new CompletableFuture<Place>());
        synchronized (waiting) {
            if (closed) {
                next.done()
                        .completeExceptionally(
                                new SpoolRefusal(wording.subject() + " were not stored: Runtree is closing"));
                return next.done();
            }
            if (waiting.size() >= MOST_WAITING) {
                next.done()
                        .completeExceptionally(new SpoolRefusal(
                                "The disk of " + spool + " does not keep up: more is taken once it has what waits."));
                return next.done();
            }
            waiting.add(next);
            if (thread == null) {
                thread = Thread.ofPlatform().name("runtree-spool").daemon().start(this::work);
            }
            waiting.notifyAll();
        }
        return next.done();
    }

    /** What lies in the segment that is being written. */
    Amount amount() {
        return amount;
    }

    /** Begins a new segment, so that the present one can be read. */
    void roll() {
        synchronized (writing) {
            finish();
        }
    }

    private void work() {
        try {
            for (var next = awaitNext(); next != null; next = awaitNext()) {
                store(group(next));
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted", e);
        }
    }

    private @Nullable Waiting<T> awaitNext() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty() && !closed) {
                waiting.wait();
            }
            return waiting.poll();
        }
    }

    private Group group(Waiting<T> first) {
        var group = new Group(new ArrayList<>(), new ArrayList<>());
        for (@Nullable Waiting<T> next = first; next != null; next = group.bytes() < GROUP_BYTES ? poll() : null) {
            try {
                var frame = wording.form().frame(next.record());
                if (room.take(frame.size())) {
                    group.frames().add(frame);
                    group.futures().add(next.done());
                } else {
                    next.done().completeExceptionally(new SpoolRefusal(full()));
                }
            } catch (IOException | RuntimeException | Error e) {
                LOG.error("{} cannot be written as JSON", wording.subject(), e);
                next.done()
                        .completeExceptionally(new SpoolRefusal(wording.subject() + " cannot be put on disk: " + e, e));
            }
        }
        return group;
    }

    private String full() {
        return "The spool in " + spool + " is full (" + (room.limit() >> 20)
                + " MiB): more is taken once what waits there has gone.";
    }

    private @Nullable Waiting<T> poll() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    private void store(Group group) {
        if (group.frames().isEmpty()) {
            return;
        }
        try {
            List<Place> places;
            synchronized (writing) {
                places = write(group.frames());
            }
            for (var i = 0; i < places.size(); i++) {
                group.futures().get(i).complete(places.get(i));
            }
        } catch (IOException e) {
            refuse(group, OwnerOnly.reason(e) + ". Make room there.", e);
        } catch (RuntimeException | Error e) {
            // For want of memory, which passes: the thread goes on, and nobody waits for ever.
            refuse(group, e + ".", e);
        }
    }

    private void refuse(Group group, String why, Throwable cause) {
        room.giveBack(group.bytes());
        var refusal = new SpoolRefusal(wording.subject() + " cannot be put on disk in " + spool + ": " + why, cause);
        LOG.warn("{}", refusal.getMessage(), cause);
        group.futures().forEach(done -> done.completeExceptionally(refusal));
    }

    private List<Place> write(List<Frame> frames) throws IOException {
        var segment = open == null ? begin() : open;
        var channel = segment.channel();
        var before = channel.position();
        var places = new ArrayList<Place>(frames.size());
        try {
            for (var frame : frames) {
                places.add(new Place(segment.file(), channel.position()));
                var bytes = ByteBuffer.allocate(Math.toIntExact(frame.size()));
                frame.put(bytes);
                bytes.flip();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(false);
        } catch (IOException | RuntimeException | Error e) {
            cutOff(channel, before);
            throw e;
        }
        for (var frame : frames) {
            amount = amount.plus(new Amount(frame.spans(), frame.logs()));
        }
        if (channel.position() >= SEGMENT_BYTES) {
            finish();
        }
        return places;
    }

    private Open begin() throws IOException {
        if (folder == null) {
            folder = SpoolFolder.make(spool, database);
        }
        var file = folder.segment(++number);
        var begun = new Open(file, OwnerOnly.create(file));
        SpoolFolder.sync(folder.path());
        open = begun;
        return begun;
    }

    /** What was refused must not be found later, behind records that count; where that fails too, a new segment is begun. */
    private void cutOff(FileChannel channel, long before) {
        try {
            channel.truncate(before);
            channel.force(false);
        } catch (IOException e) {
            LOG.warn("A record that was not finished stays at the end of its segment", e);
            finish();
        }
    }

    private void finish() {
        if (open != null && folder != null) {
            var segment = new Segment(folder, open.file(), amount);
            try {
                open.channel().close();
            } catch (IOException e) {
                LOG.warn("{} could not be closed", open.file(), e);
            }
            open = null;
            amount = Amount.NONE;
            finished.accept(segment);
        }
    }

    /** The folder that it made, which is locked until somebody closes it; {@code null} when nothing was to be written. */
    @Nullable SpoolFolder folder() {
        synchronized (writing) {
            return folder;
        }
    }

    /** Writes what was taken, and stops. */
    @Override
    public void close() {
        Thread running;
        synchronized (waiting) {
            closed = true;
            running = thread;
            waiting.notifyAll();
        }
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        roll();
    }
}
