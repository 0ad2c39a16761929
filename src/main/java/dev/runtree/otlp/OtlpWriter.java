package dev.runtree.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.wire.Frames;
import dev.runtree.otlp.wire.WireRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes stored spans or log records as the OTLP that they came from: one request, piece by piece. The same ids, times, values
 * and their types and order as they were sent; of each piece those of one resource and scope together.
 */
public final class OtlpWriter implements AutoCloseable {
    private final OutputStream to;
    private final @Nullable JsonGenerator json;

    private OtlpWriter(Encoding encoding, Frames<?> frames, OutputStream to) throws IOException {
        this.to = to;
        this.json = switch (encoding) {
            case PROTOBUF -> null;
            case JSON -> WireRecords.startJson(frames, to);
        };
    }

    /**
     * An {@code ExportTraceServiceRequest} of these spans. The stream stays open.
     *
     * @return how many spans hold something that this encoding has no words for: in JSON broken text, which is repaired, and
     *     fields that OTLP does not know, which are left out. In protobuf always 0
     * @throws IOException when the stream fails, or a payload is none that Runtree wrote
     */
    public static int write(Encoding encoding, List<RecordedSpan> spans, OutputStream to) throws IOException {
        try (var writer = new OtlpWriter(encoding, Frames.TRACES, to)) {
            return writer.write(WireRecords.spans(spans));
        }
    }

    /**
     * Begins an {@code ExportLogsServiceRequest}, which ends when this is closed.
     *
     * @param to stays open
     */
    public static OtlpWriter logs(Encoding encoding, OutputStream to) throws IOException {
        return new OtlpWriter(encoding, Frames.LOGS, to);
    }

    /** Adds log records; answers and throws as {@link #write(Encoding, List, OutputStream)} does. */
    public int add(List<LogRecord> logs) throws IOException {
        return write(WireRecords.logs(logs));
    }

    private int write(WireRecords<?> records) throws IOException {
        if (json == null) {
            records.protobuf(to);
        } else {
            records.jsonResources(json);
        }
        return records.inexact();
    }

    @Override
    public void close() throws IOException {
        if (json != null) {
            // Ends the arrays and objects that are open.
            json.close();
        }
    }
}
