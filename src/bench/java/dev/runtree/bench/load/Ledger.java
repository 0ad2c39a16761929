package dev.runtree.bench.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The spans that a receiver has acknowledged, a line each with trace id and span id in hex. A body's spans are in the file
 * before the next body is sent, so that a generator that is killed has forgotten none of them. Runs add to it.
 */
public final class Ledger implements AutoCloseable {
    private final BufferedWriter writer;

    public Ledger(Path file) throws IOException {
        writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    synchronized void acknowledged(List<SpanId> spans) throws IOException {
        for (var span : spans) {
            writer.append(span.traceHex()).append(' ').append(span.spanHex()).append('\n');
        }
        writer.flush();
    }

    /** @throws IOException when it cannot be read, or is none */
    static Set<SpanId> read(Path file) throws IOException {
        var spans = new HashSet<SpanId>();
        try (var lines = Files.newBufferedReader(file)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var ids = line.split(" ", 2);
                try {
                    spans.add(SpanId.of(ids[0], ids[1]));
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    throw new IOException(file + " is no ledger: it has a line \"" + line + "\"", e);
                }
            }
        }
        return spans;
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
