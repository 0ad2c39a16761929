package dev.runtree.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time decide: one process by a lock on a file, and in it one thread by a lock of the JVM, because the
 * system's file locks are the whole process's. A process that dies has left the gate.
 */
public final class Gate implements AutoCloseable {
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock thread;
    private final FileChannel file;

    private Gate(ReentrantLock thread, FileChannel file) {
        this.thread = thread;
        this.file = file;
    }

    /** Waits until nobody else is inside. Not for a second time by the thread that is inside. */
    public static Gate enter(Path path) throws IOException {
        var thread = THREADS.computeIfAbsent(path, p -> new ReentrantLock());
        thread.lock();
        FileChannel file = null;
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file.lock();
            return new Gate(thread, file);
        } catch (IOException | RuntimeException e) {
            thread.unlock();
            if (file != null) {
                file.close();
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            thread.unlock();
        }
    }
}
