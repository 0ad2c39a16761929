package dev.runtree.receive;

import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.receive.ImportReport.Failed;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.receive.ImportReport.Outcome;
import dev.runtree.receive.ImportReport.Skipped;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports OTLP/JSON: one document, or one in each line. */
final class JsonLinesImport {
    private static final Logger LOG = LoggerFactory.getLogger(JsonLinesImport.class);

    /** Failed lines that are told of one by one. */
    private static final int FAILURES_TOLD = 20;

    private final OtlpReader reader;
    private final String name;
    private final boolean isFound;
    private final Consumer<FileReport> tell;
    private final Tally tally;
    private long read;
    private long failed;
    private long others;
    private @Nullable Skipped skipped;

    JsonLinesImport(OtlpReader reader, String name, boolean isFound, Batches batches, Consumer<FileReport> tell) {
        this.reader = reader;
        this.name = name;
        this.isFound = isFound;
        this.tally = new Tally(batches);
        this.tell = tell;
    }

    /** Whether a line is a JSON object of its own, so that the file can be read line by line. */
    static boolean isWhole(byte[] line) {
        var end = line.length;
        while (end > 0 && line[end - 1] <= ' ' && line[end - 1] >= 0) {
            end--;
        }
        return end > 1 && line[end - 1] == '}' && OtlpReader.isWholeJson(line);
    }

    void document(byte[] body) {
        read(body, name);
        conclude();
    }

    void lines(Lines lines) throws IOException {
        var number = 1L;
        for (var line = lines.next(); line != null; line = lines.next(), number++) {
            if (!isBlank(line)) {
                read(line, number == 1 ? name : name + ", line " + number);
            }
        }
        conclude();
    }

    private void read(byte[] body, String where) {
        switch (BodyKind.ofJson(body)) {
            case TRACES -> take(where, () -> tally.addTraces(reader.traces(Encoding.JSON, body, Source.IMPORT)));
            case LOGS -> take(where, () -> tally.addLogs(OtlpReader.logs(Encoding.JSON, body)));
            case METRICS -> skipped = Outcomes.METRICS;
            case OTHER -> {
                others++;
                if (read > 0 || failed > 0) {
                    fail(where, "not OTLP/JSON", null);
                }
            }
        }
    }

    private void take(String where, Runnable reading) {
        try {
            reading.run();
            read++;
        } catch (BadOtlp e) {
            fail(where, String.valueOf(e.getMessage()), e);
        }
    }

    private void fail(String where, String reason, @Nullable Exception e) {
        LOG.info("Import of {} failed: {}", where, reason, e);
        if (++failed <= FAILURES_TOLD) {
            tell.accept(new FileReport(where, new Failed(reason)));
        }
    }

    private void conclude() {
        if (failed > FAILURES_TOLD) {
            tell.accept(new FileReport(name, new Failed(failed - FAILURES_TOLD + " more lines could not be read")));
        }
        if (read > 0) {
            tally.tell(name, tell);
        } else if (failed == 0) {
            tell.accept(new FileReport(name, without()));
        }
    }

    /** The outcome of a file without a single body of traces or logs. */
    private Outcome without() {
        if (skipped != null && others == 0) {
            return skipped;
        }
        return isFound
                ? new Skipped("not OTLP")
                : new Failed("JSON, but not OTLP: resourceSpans or resourceLogs was expected");
    }

    private static boolean isBlank(byte[] line) {
        for (var b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
