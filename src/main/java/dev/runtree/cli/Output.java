package dev.runtree.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output that notices when it cannot be written, which {@link java.io.PrintStream} hides: a reader that has
 * gone ({@code | head}) ends the command quietly, a full disk is told.
 */
public final class Output implements AutoCloseable {

    /** The reader of a pipe wants no more. */
    static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The output cannot be written. */
    static final class CannotWrite extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotWrite(IOException cause) {
            super("The output cannot be written: " + cause.getMessage(), cause);
        }
    }

    private final OutputStream stream;
    private final Writer writer;

    public Output(OutputStream stream) {
        this.stream = stream;
        writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    }

    void print(String text) {
        try {
            writer.write(text);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    void line(String text) {
        print(text);
        print("\n");
    }

    /** Shows what was printed so far. */
    void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** For writers of other libraries, such as JSON generators: they may flush it, and must not close it. */
    Writer writer() {
        return writer;
    }

    /** For bytes, behind the text printed so far. Whoever writes to it flushes it, and does not close it. */
    OutputStream bytes() {
        flush();
        return stream;
    }

    @Override
    public void close() {
        flush();
    }

    /** What a failed write means. */
    static RuntimeException failure(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("pipe") || message.contains("stream closed") ? new ReaderGone() : new CannotWrite(e);
    }
}
