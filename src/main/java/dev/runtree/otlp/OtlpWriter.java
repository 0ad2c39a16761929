package dev.runtree.otlp;

import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.wire.WireSpans;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes stored spans as the OTLP that they came from. */
public final class OtlpWriter {
    private OtlpWriter() {}

    /**
     * Writes one {@code ExportTraceServiceRequest}: the same spans with ids, times, values and their types and order as they
     * were sent, those of one resource and scope together. The stream stays open.
     *
     * @return how many spans hold something that this encoding has no words for: in JSON broken text, which is repaired, and
     *     fields that OTLP does not know, which are left out. In protobuf always 0
     * @throws IOException when the stream fails, or a payload is none that Runtree wrote
     */
    public static int write(Encoding encoding, List<RecordedSpan> spans, OutputStream to) throws IOException {
        var sent = WireSpans.of(spans);
        switch (encoding) {
            case PROTOBUF -> sent.protobuf(to);
            case JSON -> sent.json(to);
        }
        return sent.inexact();
    }
}
