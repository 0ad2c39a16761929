package dev.runtree.otlp;

import dev.runtree.otlp.wire.Frames;
import dev.runtree.otlp.wire.WireRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bodies of traces as text, for people to look at. */
public final class OtlpText {
    private OtlpText() {}

    /**
     * A body as OTLP/JSON, whatever its encoding.
     *
     * @throws IOException when it is none
     */
    public static String of(Encoding encoding, byte[] body) throws IOException {
        if (encoding == Encoding.JSON) {
            return new String(body, StandardCharsets.UTF_8);
        }
        var to = new ByteArrayOutputStream();
        try (var json = WireRecords.startJson(Frames.TRACES, to)) {
            WireRecords.spans(body).jsonResources(json);
        }
        return to.toString(StandardCharsets.UTF_8);
    }
}
