package dev.runtree.otlp.wire;

import com.google.protobuf.CodedInputStream;
import dev.runtree.otlp.text.Json;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;

/**
 * Decodes OTLP protobuf bodies of traces. What protobuf itself refuses is read once more with repairs; only a body that is cut
 * off, or corrupt outside its spans, is refused as a whole.
 */
public final class ProtobufBody {
    private ProtobufBody() {}

    public static Decoded decode(byte[] body) {
        switch (body.length == 0 ? BodyKind.TRACES : BodyKind.ofProtobuf(body)) {
            case TRACES -> {}
            case LOGS -> throw new BadOtlp("This is an OTLP body of logs; only traces are read here");
            case METRICS -> throw new BadOtlp("This is an OTLP body of metrics; only traces are read here");
            case OTHER ->
                throw new BadOtlp("Not OTLP protobuf: at byte 0 a resource_spans field (0x0a) with spans was expected"
                        + (body.length == 0 ? "" : ", found 0x%02x".formatted(body[0])));
        }
        return decodeTraces(body);
    }

    /** As {@link #decode}, of bytes that are known to be traces. */
    static Decoded decodeTraces(byte[] body) {
        try {
            return Decoded.sound(strictly(body).getResourceSpansList());
        } catch (IOException strict) {
            try {
                return LenientProtobuf.decode(body);
            } catch (IOException e) {
                throw new BadOtlp("Corrupt OTLP protobuf: " + WireFault.in(body), e);
            }
        }
    }

    private static ExportTraceServiceRequest strictly(byte[] body) throws IOException {
        var in = CodedInputStream.newInstance(body);
        in.setRecursionLimit(Json.MAX_DEPTH);
        var builder = ExportTraceServiceRequest.newBuilder();
        builder.mergeFrom(in);
        in.checkLastTagWas(0);
        return builder.build();
    }
}
