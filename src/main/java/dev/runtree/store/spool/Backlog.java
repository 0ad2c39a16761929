package dev.runtree.store.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments that wait, the oldest first. A segment goes when its last record is stored; what is stored a second time
 * because a process died before that changes nothing.
 */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final int BATCH_RECORDS = 5_000;
    private static final long BATCH_BYTES = 8L << 20;

    private final SpoolRoom room;
    private final Aside aside;
    private final RecordReader records;
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private Amount amount = Amount.NONE;

    private @Nullable Reading reading;
    private @Nullable Batch handedOut;

    /** A segment that is being read, and what of it is not stored yet. */
    private static final class Reading {
        private final Segment segment;
        private final SegmentReader reader;
        private Amount left;
        private boolean unreadable;
        /** The disk does not give the rest. */
        private boolean broken;

        Reading(Segment segment) throws IOException {
            this.segment = segment;
            this.reader = new SegmentReader(segment.file());
            this.left = segment.amount();
        }
    }

    Backlog(SpoolRoom room, Aside aside, RecordReader records) {
        this.records = records;
        this.room = room;
        this.aside = aside;
    }

    synchronized void add(Segment segment) {
        segments.add(segment);
        amount = amount.plus(segment.amount());
    }

    synchronized boolean isEmpty() {
        return segments.isEmpty() && reading == null;
    }

    synchronized Amount amount() {
        return amount;
    }

    /** The same until it is {@link #stored}. */
    synchronized Optional<Batch> next() {
        while (handedOut == null) {
            var from = reading == null ? begin() : reading;
            if (from == null) {
                return Optional.empty();
            }
            var batch = batch(from);
            if (!batch.records().isEmpty()) {
                handedOut = batch;
            } else if (from.reader.isAtEnd() || from.broken) {
                end(from);
            }
        }
        return Optional.of(handedOut);
    }

    synchronized void stored(Batch batch) {
        if (!batch.equals(handedOut) || reading == null) {
            return;
        }
        handedOut = null;
        reading.left = reading.left.minus(batch.amount());
        amount = amount.minus(batch.amount());
        if (reading.reader.isAtEnd()) {
            end(reading);
        }
    }

    private @Nullable Reading begin() {
        for (var segment = segments.poll(); segment != null; segment = segments.poll()) {
            try {
                reading = new Reading(segment);
                return reading;
            } catch (IOException e) {
                LOG.error("{} cannot be read and stays where it is", segment.file(), e);
                amount = amount.minus(segment.amount());
                leaveIfLast(segment);
            }
        }
        return null;
    }

    private Batch batch(Reading from) {
        var read = new ArrayList<Spooled>();
        var spans = 0L;
        var logs = 0L;
        var bytes = 0L;
        try {
            while (spans + logs < BATCH_RECORDS && bytes < BATCH_BYTES) {
                var frame = from.reader.next();
                if (frame == null) {
                    break;
                }
                bytes += frame.size();
                try {
                    read.add(records.read(frame.record()));
                    spans += frame.spans();
                    logs += frame.logs();
                } catch (IOException e) {
                    from.unreadable = true;
                    LOG.error("A record of {} is not understood", from.segment.file(), e);
                }
            }
        } catch (IOException e) {
            from.unreadable = true;
            from.broken = true;
            LOG.error("{} cannot be read to its end", from.segment.file(), e);
        }
        return new Batch(read, spans, logs);
    }

    private void end(Reading from) {
        reading = null;
        amount = amount.minus(from.left);
        var file = from.segment.file();
        try {
            var bytes = Files.size(file);
            from.reader.close();
            if (from.unreadable || from.reader.isDamaged()) {
                var kept = aside.damaged(file);
                LOG.error("What could be read of {} is stored; the damaged file is kept as {}", file, kept);
            } else {
                Files.delete(file);
                room.giveBack(bytes);
            }
        } catch (IOException e) {
            LOG.warn("{} is stored and could not be removed; it is read again at the next start", file, e);
        }
        leaveIfLast(from.segment);
    }

    /** The folder of a process that died is left with its last segment. */
    private void leaveIfLast(Segment segment) {
        var folder = segment.folder();
        var more = segments.stream().anyMatch(other -> other.folder() == folder);
        if (!more && folder.isTakenOver()) {
            try {
                folder.close();
            } catch (IOException e) {
                LOG.warn("{} could not be given up", folder.path(), e);
            }
        }
    }

    /** Reads no more, and gives up the folders of others; what is not stored stays on disk. */
    synchronized void close() {
        handedOut = null;
        if (reading != null) {
            try {
                reading.reader.close();
            } catch (IOException e) {
                LOG.debug("{} could not be closed", reading.segment.file(), e);
            }
            segments.addFirst(reading.segment);
            reading = null;
        }
        while (!segments.isEmpty()) {
            leaveIfLast(segments.remove());
        }
    }
}
