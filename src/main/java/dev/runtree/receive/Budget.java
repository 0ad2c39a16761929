package dev.runtree.receive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes that one named file may still unpack to. */
final class Budget {
    private final ImportLimits limits;
    private long left;

    Budget(ImportLimits limits) {
        this.limits = limits;
        this.left = limits.unpackedBytes();
    }

    /** The stream, as long as the budget lasts. Closing it leaves the stream beneath open. */
    InputStream limiting(InputStream in) {
        return new Limited(in);
    }

    private void spend(long bytes) throws IOException {
        left -= Math.max(0, bytes);
        if (left < 0) {
            throw new TooLarge("it unpacks to more than " + limits.unpacked());
        }
    }

    private final class Limited extends FilterInputStream {
        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var read = super.read();
            spend(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var read = super.read(into, offset, length);
            spend(read);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            var skipped = super.skip(count);
            spend(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() {}
    }
}
