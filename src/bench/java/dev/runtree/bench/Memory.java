package dev.runtree.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Watches the heap of another Java process, asked ten times a second. */
final class Memory implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;
    private static final double MEBIBYTE = 1 << 20;

    private final JMXConnector connector;
    private final MemoryMXBean heap;
    private final Thread watch;
    private volatile boolean ended;
    private volatile long used;
    private volatile long committed;

    Memory(long pid) throws IOException {
        try {
            var machine = VirtualMachine.attach(String.valueOf(pid));
            var address = machine.startLocalManagementAgent();
            machine.detach();
            connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            heap = ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        } catch (AttachNotSupportedException e) {
            throw new IOException("the heap of process " + pid + " cannot be watched", e);
        }
        watch = Thread.ofPlatform().daemon().name("memory").start(this::watch);
    }

    private void watch() {
        try {
            while (!ended) {
                var usage = heap.getHeapMemoryUsage();
                used = Math.max(used, usage.getUsed());
                committed = Math.max(committed, usage.getCommitted());
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The most that was in use, garbage included, in MiB. */
    double used() {
        return used / MEBIBYTE;
    }

    /** The most that the heap had taken from the system, in MiB. */
    double committed() {
        return committed / MEBIBYTE;
    }

    /** What stays after a collection, in MiB. */
    double live() {
        heap.gc();
        return heap.getHeapMemoryUsage().getUsed() / MEBIBYTE;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connector.close();
    }
}
