package dev.runtree.store.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How much there is, by the heads of the records. */
record Amount(long spans, long logs) {
    static final Amount NONE = new Amount(0, 0);

    Amount plus(Amount other) {
        return new Amount(spans + other.spans, logs + other.logs);
    }

    Amount minus(Amount other) {
        return new Amount(spans - other.spans, logs - other.logs);
    }

    /** What a segment holds up to its first damage, without reading the records. */
    static Amount of(Path segment) throws IOException {
        var amount = NONE;
        try (var channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            var size = channel.size();
            var bytes = ByteBuffer.allocate(Frame.HEAD);
            for (var at = 0L; at + Frame.HEAD <= size; ) {
                bytes.clear();
                while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
                    // Until it is full.
                }
                var head = Frame.Head.of(bytes.flip());
                if (head == null || at + Frame.HEAD + head.length() > size) {
                    break;
                }
                amount = amount.plus(new Amount(head.spans(), head.logs()));
                at += Frame.HEAD + head.length();
            }
        }
        return amount;
    }
}
