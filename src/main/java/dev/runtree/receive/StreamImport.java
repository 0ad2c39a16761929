package dev.runtree.receive;

import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.Received;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.receive.ImportReport.Failed;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.receive.ImportReport.Outcome;
import dev.runtree.receive.ImportReport.Skipped;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports what one named file holds: a body, lines of bodies, or archives of them, told apart by the first bytes. */
final class StreamImport {
    private static final Logger LOG = LoggerFactory.getLogger(StreamImport.class);

    /** Enough to see the first records of a body. */
    private static final int LOOK_AHEAD = 1 << 20;

    private final ImportLimits limits;
    private final Batches batches;
    private final Consumer<FileReport> tell;
    private final Budget budget;

    StreamImport(ImportLimits limits, Batches batches, Consumer<FileReport> tell) {
        this.limits = limits;
        this.batches = batches;
        this.tell = tell;
        this.budget = new Budget(limits);
    }

    /**
     * @param isFound whether it was found in a folder, rather than named by the user
     * @throws IOException when the file itself cannot be read
     */
    void read(InputStream in, String name, boolean isFound) throws IOException {
        try {
            read(in, name, isFound, 0);
        } catch (TooLarge e) {
            fail(name, e.getMessage() + "; import it in smaller pieces", e);
        } catch (EOFException | ZipException e) {
            fail(name, "the archive is cut off or corrupt: " + e.getMessage(), e);
        }
    }

    private void read(InputStream in, String name, boolean isFound, int depth) throws IOException {
        var ahead = new PushbackInputStream(in, LOOK_AHEAD);
        var start = withoutByteOrderMark(ahead.readNBytes(LOOK_AHEAD));
        ahead.unread(start);
        if (starts(start, 0x1f, 0x8b)) {
            if (isWithin(depth, name)) {
                read(budget.limiting(new GZIPInputStream(ahead)), name, isFound, depth + 1);
            }
        } else if (starts(start, 'P', 'K', 3, 4)) {
            if (isWithin(depth, name)) {
                zip(ahead, name, depth + 1);
            }
        } else if (starts(start, 'P', 'K', 5, 6)) {
            tell.accept(new FileReport(name, new Skipped("an empty archive")));
        } else if (firstSign(start) == '{') {
            json(ahead, name, isFound);
        } else {
            body(ahead, start, name, isFound);
        }
    }

    private void zip(InputStream in, String name, int depth) throws IOException {
        try (var zip = new ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    var content = budget.limiting(zip);
                    read(content, name + "!/" + entry.getName(), true, depth);
                    content.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IllegalArgumentException e) {
            throw (ZipException) new ZipException("an entry's name is not UTF-8").initCause(e);
        }
    }

    private void json(InputStream in, String name, boolean isFound) throws IOException {
        var lines = new Lines(in, limits);
        var first = lines.next();
        while (first != null && firstSign(first) < 0) {
            first = lines.next();
        }
        if (first == null) {
            other(name, isFound);
            return;
        }
        var reader = new JsonLinesImport(name, isFound, batches, tell);
        if (JsonLinesImport.isWhole(first)) {
            reader.lines(first, lines);
        } else {
            reader.document(lines.rest(first));
        }
    }

    private void body(InputStream in, byte[] start, String name, boolean isFound) throws IOException {
        if (start.length == 0) {
            tell.accept(new FileReport(name, isFound ? new Skipped("an empty file") : new Failed("the file is empty")));
            return;
        }
        switch (BodyKind.ofProtobuf(start)) {
            case TRACES -> {
                var body = whole(in);
                take(name, () -> OtlpReader.traces(Encoding.PROTOBUF, body, Source.IMPORT));
            }
            case LOGS -> {
                var body = whole(in);
                take(name, () -> OtlpReader.logs(Encoding.PROTOBUF, body));
            }
            case METRICS -> tell.accept(new FileReport(name, Outcomes.METRICS));
            case OTHER -> other(name, isFound);
        }
    }

    private byte[] whole(InputStream in) throws IOException {
        var body = in.readNBytes(limits.bodyBytes());
        if (in.read() >= 0) {
            throw new TooLarge("a body is larger than " + limits.body());
        }
        return body;
    }

    private void take(String name, Supplier<Received> reading) {
        try {
            var received = reading.get();
            var outcomes = new Outcomes();
            outcomes.add(received);
            batches.add(received);
            tell.accept(new FileReport(name, outcomes.outcome()));
        } catch (BadOtlp e) {
            fail(name, String.valueOf(e.getMessage()), e);
        }
    }

    private boolean isWithin(int depth, String name) {
        if (depth < limits.nesting()) {
            return true;
        }
        tell.accept(
                new FileReport(name, new Failed("archives lie more than " + limits.nesting() + " deep in each other")));
        return false;
    }

    private void other(String name, boolean isFound) {
        Outcome outcome = isFound ? new Skipped("not OTLP") : new Failed("not OTLP, neither protobuf nor JSON");
        tell.accept(new FileReport(name, outcome));
    }

    private void fail(String name, String reason, Exception e) {
        LOG.info("Import of {} failed", name, e);
        tell.accept(new FileReport(name, new Failed(reason)));
    }

    private static byte[] withoutByteOrderMark(byte[] start) {
        return starts(start, 0xef, 0xbb, 0xbf) ? Arrays.copyOfRange(start, 3, start.length) : start;
    }

    private static boolean starts(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (var i = 0; i < with.length; i++) {
            if (bytes[i] != (byte) with[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first byte that is no white space, or -1. */
    private static int firstSign(byte[] bytes) {
        for (var b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b;
            }
        }
        return -1;
    }
}
