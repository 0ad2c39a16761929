package dev.runtree.receive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a stream line by line as bytes, each line up to a limit. */
final class Lines {
    private final InputStream in;
    private final ImportLimits limits;
    private final byte[] chunk = new byte[64 << 10];
    private int from;
    private int to;

    Lines(InputStream in, ImportLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** The next line without its end, or {@code null} after the last. */
    byte @Nullable [] next() throws IOException {
        var line = new ByteArrayOutputStream();
        while (fill()) {
            for (var i = from; i < to; i++) {
                if (chunk[i] == '\n') {
                    append(line, i - from);
                    from++;
                    return line.toByteArray();
                }
            }
            append(line, to - from);
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    private void append(ByteArrayOutputStream line, int length) throws IOException {
        append(line, chunk, from, length);
        from += length;
    }

    private void append(ByteArrayOutputStream to, byte[] bytes, int offset, int length) throws IOException {
        if (length > limits.bodyBytes() - to.size()) {
            throw new TooLarge("a body is larger than " + limits.body());
        }
        to.write(bytes, offset, length);
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(chunk));
        }
        return to > from;
    }
}
