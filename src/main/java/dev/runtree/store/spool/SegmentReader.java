package dev.runtree.store.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of a segment in their order. Bytes that are none are passed over to the next good record. At the end
 * of the file they are what a crash has cut off; anywhere else, the segment is damaged.
 */
final class SegmentReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentReader.class);

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private long position;
    private boolean damaged;

    SegmentReader(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.size = channel.size();
    }

    /** The next good record; {@code null} when there is none any more. */
    @Nullable Frame next() throws IOException {
        while (position < size) {
            var frame = frameAt(position);
            if (frame != null) {
                position += frame.size();
                return frame;
            }
            passOver();
        }
        return null;
    }

    /**
     * The record that begins there.
     *
     * @throws IOException also when none does
     */
    byte[] at(long place) throws IOException {
        var frame = frameAt(place);
        if (frame == null) {
            throw new IOException("There is no record at " + place + " of " + file);
        }
        return frame.record();
    }

    /** Behind the last record that was read. */
    long position() {
        return position;
    }

    boolean isAtEnd() {
        return position >= size;
    }

    /** Whether something was passed over that no crash explains. */
    boolean isDamaged() {
        return damaged;
    }

    private @Nullable Frame frameAt(long at) throws IOException {
        var head = Frame.Head.of(read(at, Math.min(Frame.HEAD, size - at)));
        if (head == null || at + Frame.HEAD + head.length() > size) {
            return null;
        }
        var record = bytes(at + Frame.HEAD, head.length());
        return head.guards(ByteBuffer.wrap(record)) ? new Frame(head.spans(), head.logs(), record) : null;
    }

    private void passOver() throws IOException {
        var from = position;
        position = nextGood(from + 1);
        if (position < size || !isTorn(from)) {
            damaged = true;
            LOG.error("{} is damaged: {} bytes from {} on are no records", file, position - from, from);
        } else {
            LOG.info("{} ends with {} bytes of a record that was never finished", file, size - from);
        }
    }

    private long nextGood(long from) throws IOException {
        var chunk = 1 << 20;
        for (var at = from; at + Frame.HEAD <= size; at += chunk) {
            var bytes = read(at, Math.min(chunk + Integer.BYTES - 1L, size - at));
            for (var i = 0; i + Integer.BYTES <= bytes.limit() && i < chunk; i++) {
                if (bytes.getInt(i) == Frame.MARK && frameAt(at + i) != null) {
                    return at + i;
                }
            }
        }
        return size;
    }

    /** A record that ends behind the end of its file, or a stretch that the file system has not filled. */
    private boolean isTorn(long from) throws IOException {
        if (size - from < Frame.HEAD) {
            return true;
        }
        var head = Frame.Head.of(read(from, Frame.HEAD));
        return head == null ? isEmpty(from) : from + Frame.HEAD + head.length() > size || isEmpty(size - 1);
    }

    private boolean isEmpty(long from) throws IOException {
        var bytes = read(from, Math.min(size - from, 1 << 20));
        while (bytes.hasRemaining()) {
            if (bytes.get() != 0) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer read(long at, long length) throws IOException {
        return ByteBuffer.wrap(bytes(at, length));
    }

    private byte[] bytes(long at, long length) throws IOException {
        var bytes = new byte[Math.toIntExact(length)];
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException(file + " has become shorter");
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
