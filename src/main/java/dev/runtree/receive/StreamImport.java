package dev.runtree.receive;

import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.otlp.wire.Opening;
import dev.runtree.receive.ImportReport.Failed;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.receive.ImportReport.Outcome;
import dev.runtree.receive.ImportReport.Skipped;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports what one named file holds: a body, lines of bodies, or archives of them, told apart by the first bytes. */
final class StreamImport {
    private static final Logger LOG = LoggerFactory.getLogger(StreamImport.class);

    /** Enough to see the first records of a body. */
    private static final int LOOK_AHEAD = 1 << 20;

    private final OtlpReader reader;
    private final ImportLimits limits;
    private final Batches batches;
    private final Consumer<FileReport> tell;
    private final Budget budget;
    private final Watch watch;

    StreamImport(OtlpReader reader, ImportLimits limits, Batches batches, Consumer<FileReport> tell, Watch watch) {
        this.watch = watch;
        this.reader = reader;
        this.limits = limits;
        this.batches = batches;
        this.tell = tell;
        this.budget = new Budget(limits);
    }

    /**
     * @param again opens the same once more
     * @param isFound whether it was found in a folder, rather than named by the user
     * @throws IOException when the file itself cannot be read
     */
    void read(InputStream in, Opening again, String name, boolean isFound) throws IOException {
        try {
            read(in, again, name, isFound, 0);
        } catch (TooLarge e) {
            fail(name, e.getMessage() + "; import it in smaller pieces", e);
        } catch (EOFException | ZipException e) {
            fail(name, "the archive is cut off or corrupt: " + e.getMessage(), e);
        }
    }

    private void read(InputStream in, Opening again, String name, boolean isFound, int depth) throws IOException {
        var ahead = new PushbackInputStream(in, LOOK_AHEAD);
        var start = ahead.readNBytes(LOOK_AHEAD);
        ahead.unread(start);
        if (starts(start, 0x1f, 0x8b)) {
            if (isWithin(depth, name)) {
                Opening unpacked = () -> new GZIPInputStream(again.open());
                read(budget.limiting(new GZIPInputStream(ahead)), unpacked, name, isFound, depth + 1);
            }
        } else if (starts(start, 'P', 'K', 3, 4)) {
            if (isWithin(depth, name)) {
                zip(ahead, again, name, depth + 1);
            }
        } else if (starts(start, 'P', 'K', 5, 6)) {
            tell.accept(new FileReport(name, new Skipped("an empty archive")));
        } else if (firstSign(start) == '{' && BodyKind.ofProtobuf(start) == BodyKind.OTHER) {
            // Also protobuf may begin with a line feed and a brace: a first resource of 123 bytes.
            json(ahead, again, name, isFound);
        } else {
            body(ahead, again, start, name, isFound);
        }
    }

    private void zip(InputStream in, Opening again, String name, int depth) throws IOException {
        try (var zip = new ZipInputStream(in)) {
            var number = 0;
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var index = number++;
                if (!entry.isDirectory()) {
                    var content = budget.limiting(zip);
                    read(content, () -> entry(again, index), name + "!/" + entry.getName(), true, depth);
                    content.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IllegalArgumentException e) {
            throw (ZipException) new ZipException("an entry's name is not UTF-8").initCause(e);
        }
    }

    /** An entry of a zip, found again by its place. */
    private static InputStream entry(Opening archive, int index) throws IOException {
        var zip = new ZipInputStream(archive.open());
        for (var i = 0; i <= index; i++) {
            zip.getNextEntry();
        }
        return zip;
    }

    private void json(InputStream in, Opening again, String name, boolean isFound) throws IOException {
        var start = in.readNBytes(Math.min(LOOK_AHEAD, limits.bodyBytes()));
        var first = firstLine(start);
        if (first == null || !JsonLinesImport.isWhole(first)) {
            start = joined(start, in.readNBytes(limits.bodyBytes() - start.length));
            first = firstLine(start);
        }
        var all = new SequenceInputStream(new ByteArrayInputStream(start), in);
        if (first == null) {
            other(name, isFound);
        } else if (JsonLinesImport.isWhole(first)) {
            new JsonLinesImport(reader, name, isFound, batches, tell).lines(new Lines(watch.checking(all), limits));
        } else if (start.length < limits.bodyBytes()) {
            new JsonLinesImport(reader, name, isFound, batches, tell).document(start);
        } else {
            whole(Encoding.JSON, BodyKind.ofJson(start), all, again, name, isFound);
        }
    }

    /** The first that is not blank; {@code null} when there is none. */
    private byte @Nullable [] firstLine(byte[] start) throws IOException {
        var lines = new Lines(new ByteArrayInputStream(start), limits);
        var first = lines.next();
        while (first != null && firstSign(first) < 0) {
            first = lines.next();
        }
        return first;
    }

    private static byte[] joined(byte[] start, byte[] rest) {
        var all = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, all, start.length, rest.length);
        return all;
    }

    private void body(InputStream in, Opening again, byte[] start, String name, boolean isFound) throws IOException {
        if (start.length == 0) {
            tell.accept(new FileReport(name, isFound ? new Skipped("an empty file") : new Failed("the file is empty")));
        } else {
            whole(Encoding.PROTOBUF, BodyKind.ofProtobuf(start), in, again, name, isFound);
        }
    }

    /** A single body, which may be of any size. */
    private void whole(Encoding encoding, BodyKind kind, InputStream in, Opening again, String name, boolean isFound)
            throws IOException {
        switch (kind) {
            case TRACES -> traces(encoding, in, again, name);
            case LOGS -> logs(encoding, in, again, name);
            case METRICS -> tell.accept(new FileReport(name, Outcomes.METRICS));
            case OTHER -> other(name, isFound);
        }
    }

    private void traces(Encoding encoding, InputStream in, Opening again, String name) throws IOException {
        var tally = new Tally(batches);
        records(
                in,
                name,
                tally,
                body -> tally.addTraces(reader.traces(encoding, body, Source.IMPORT)),
                large -> reader.traces(encoding, large, again, limits.bodyBytes(), Source.IMPORT, tally::addTraces));
    }

    private void logs(Encoding encoding, InputStream in, Opening again, String name) throws IOException {
        var tally = new Tally(batches);
        records(
                in,
                name,
                tally,
                body -> tally.addLogs(OtlpReader.logs(encoding, body)),
                large -> OtlpReader.logs(encoding, large, again, limits.bodyBytes(), tally::addLogs));
    }

    private interface Large {
        void read(InputStream in) throws IOException;
    }

    /** Reads a body at once, or where it is larger than may be held piece by piece. */
    private void records(InputStream in, String name, Tally tally, Consumer<byte[]> whole, Large pieces)
            throws IOException {
        try {
            var body = in.readNBytes(limits.bodyBytes());
            if (body.length < limits.bodyBytes()) {
                whole.accept(body);
            } else {
                pieces.read(new SequenceInputStream(new ByteArrayInputStream(body), in));
            }
        } catch (BadOtlp e) {
            fail(name, String.valueOf(e.getMessage()), e);
            if (tally.isEmpty()) {
                return;
            }
        }
        tally.tell(name, tell);
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

    /** The first byte that is no white space, behind a byte order mark; or -1. */
    private static int firstSign(byte[] bytes) {
        for (var i = starts(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0; i < bytes.length; i++) {
            var b = bytes[i];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b;
            }
        }
        return -1;
    }
}
