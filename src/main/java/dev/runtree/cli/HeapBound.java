package dev.runtree.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has memory collected before the heap grows. The serial collector lets its old generation grow to the largest heap that there
 * may be, a quarter of the machine, before it looks what of it is still needed; of what passes through a receiver all day that
 * is little. The largest heap stays what it is: a body that needs much memory gets it. Does nothing under other collectors.
 */
final class HeapBound implements AutoCloseable {
    /** Some three times what a busy receiver needs at a time. */
    static final long OLD_BYTES = 200L << 20;

    private static final String OLD_GENERATION = "Tenured Gen";
    private static final Logger LOG = LoggerFactory.getLogger(HeapBound.class);

    private final Optional<MemoryPoolMXBean> old;
    private final long bytes;
    private final NotificationListener listener = this::hear;

    private HeapBound(long bytes) {
        this.bytes = bytes;
        this.old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(OLD_GENERATION) && pool.isUsageThresholdSupported())
                .findFirst();
    }

    /** @param bytes of the old generation at which it is collected, if not more than two thirds of that are in use */
    static HeapBound start(long bytes) {
        var bound = new HeapBound(bytes);
        bound.old.ifPresent(pool -> {
            setThreshold(pool, bytes);
            emitter().addNotificationListener(bound.listener, null, null);
        });
        return bound;
    }

    private static NotificationEmitter emitter() {
        return (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    }

    private void hear(Notification notification, Object nothing) {
        if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
            old.ifPresent(this::collect);
        }
    }

    private void collect(MemoryPoolMXBean pool) {
        System.gc();
        var used = pool.getUsage().getUsed();
        // With more in use than usual, half as much again may come before the next time.
        setThreshold(pool, Math.max(bytes, used + used / 2));
        LOG.debug("Collected what was old; {} bytes are in use", used);
    }

    /** Where there is less memory than that, the largest heap is the bound. */
    private static void setThreshold(MemoryPoolMXBean pool, long wanted) {
        var most = pool.getUsage().getMax();
        pool.setUsageThreshold(most < 0 ? wanted : Math.min(wanted, most));
    }

    @Override
    public void close() {
        old.ifPresent(pool -> {
            try {
                emitter().removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                LOG.debug("Nothing listened to the use of memory", e);
            }
        });
    }
}
