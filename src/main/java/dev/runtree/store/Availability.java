package dev.runtree.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the database takes spans, as far as is known, and who wants to know of it. */
final class Availability {
    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile @Nullable String away;
    private volatile @Nullable String full;
    private volatile long returned;
    private boolean settled = true;

    boolean isAway() {
        return away != null;
    }

    @Nullable String away() {
        return away;
    }

    @Nullable String full() {
        return full;
    }

    long returned() {
        return returned;
    }

    /** It does not. */
    void isAway(String reason) {
        synchronized (this) {
            if (away != null) {
                return;
            }
            away = reason;
            begin();
        }
        LOG.warn("Spans are kept on disk until the database takes them: {}", reason);
        tell();
    }

    private void begin() {
        if (settled) {
            settled = false;
            returned = 0;
        }
    }

    /** It does. */
    void isBack() {
        synchronized (this) {
            if (away == null) {
                return;
            }
            away = null;
        }
        LOG.info("The database takes spans again");
        tell();
    }

    /** Records that waited on disk are stored. */
    void stored(long records) {
        synchronized (this) {
            begin();
            returned += records;
        }
        tell();
    }

    /** Nothing waits any more. */
    void settled() {
        synchronized (this) {
            if (settled || away != null) {
                return;
            }
            settled = true;
        }
        LOG.info("{} spans and log records that waited on disk are stored", returned);
        tell();
    }

    /** Whether the disk takes more; of several refusals the first is told. */
    void spooling(@Nullable String refusal) {
        synchronized (this) {
            if ((full == null) == (refusal == null)) {
                return;
            }
            full = refusal;
        }
        if (refusal != null) {
            LOG.error("Spans are refused: {}", refusal);
        }
        tell();
    }

    void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    private void tell() {
        for (var watcher : watchers) {
            try {
                watcher.run();
            } catch (RuntimeException e) {
                LOG.warn("A watcher of the database failed", e);
            }
        }
    }
}
