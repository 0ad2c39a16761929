package dev.runtree.receive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read of the named files, and ends the reading when the import is cancelled. */
final class Watch {
    private static final long STEP = 1 << 18;

    /** The import is to end. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Cancelled() {
            super("The import was cancelled", null, false, false);
        }
    }

    private final ImportListener listener;
    private volatile boolean cancelled;
    private long all;
    private long read;
    private long told;

    Watch(ImportListener listener) {
        this.listener = listener;
    }

    void start(long bytes) {
        all = bytes;
        read = 0;
        told = 0;
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void check() {
        if (cancelled) {
            throw new Cancelled();
        }
    }

    /** What is read of a file is told as progress. */
    InputStream counting(InputStream in) {
        return new Watched(in, true);
    }

    /** A file that is read a second time; only the first counts. */
    InputStream checking(InputStream in) {
        return new Watched(in, false);
    }

    private void count(long bytes) {
        read += Math.max(0, bytes);
        if (read - told >= STEP || (bytes < 0 && read > told)) {
            told = read;
            listener.progress(Math.min(read, all), all);
        }
    }

    private final class Watched extends FilterInputStream {
        private final boolean isCounted;

        Watched(InputStream in, boolean isCounted) {
            super(in);
            this.isCounted = isCounted;
        }

        @Override
        public int read() throws IOException {
            check();
            var next = super.read();
            count(next < 0 ? -1 : 1, isCounted);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            check();
            var count = super.read(into, offset, length);
            count(count, isCounted);
            return count;
        }

        @Override
        public long skip(long bytes) throws IOException {
            check();
            var skipped = super.skip(bytes);
            count(skipped, isCounted);
            return skipped;
        }
    }

    private void count(long bytes, boolean isCounted) {
        if (isCounted) {
            count(bytes);
        }
    }
}
