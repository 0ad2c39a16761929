package dev.runtree.agent.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of which none takes more memory than a limit, whatever is sent. */
final class BoundedLines {
    private static final int EDGE = 512;

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int filled;

    /** @param limit bytes of a line */
    BoundedLines(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * One line.
     *
     * @param text what stood in it; of one that is too long its beginning and its end
     * @param bytes how many it had
     */
    record Line(String text, long bytes, boolean tooLong) {}

    /** The next line; {@code null} at the end. Waits. */
    @Nullable Line next() throws IOException {
        var kept = new ByteArrayOutputStream(256);
        var tail = new byte[EDGE];
        long bytes = 0;
        int read;
        while ((read = read()) >= 0 && read != '\n') {
            if (bytes < limit) {
                kept.write(read);
            }
            tail[(int) (bytes % EDGE)] = (byte) read;
            bytes++;
        }
        if (read < 0 && bytes == 0) {
            return null;
        }
        if (bytes <= limit) {
            return new Line(kept.toString(StandardCharsets.UTF_8).stripTrailing(), bytes, false);
        }
        return new Line(edges(kept, tail, bytes), bytes, true);
    }

    private int read() throws IOException {
        if (next == filled) {
            filled = Math.max(0, in.read(buffer));
            next = 0;
        }
        return next < filled ? buffer[next++] & 0xff : -1;
    }

    private static String edges(ByteArrayOutputStream kept, byte[] tail, long bytes) {
        var start = new String(kept.toByteArray(), 0, Math.min(EDGE, kept.size()), StandardCharsets.UTF_8);
        var from = (int) (bytes % EDGE);
        var end = new String(tail, from, EDGE - from, StandardCharsets.UTF_8)
                + new String(tail, 0, from, StandardCharsets.UTF_8);
        return start + "\n" + end;
    }
}
