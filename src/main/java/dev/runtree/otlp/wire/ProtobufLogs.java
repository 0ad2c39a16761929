package dev.runtree.otlp.wire;

import com.google.protobuf.CodedInputStream;
import dev.runtree.otlp.text.Json;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;

/** Decodes OTLP protobuf bodies of logs, strictly: a body that is cut off or corrupt is refused as a whole. */
public final class ProtobufLogs {
    private static final String TRACES = "This is an OTLP body of traces; only logs are read here";

    private ProtobufLogs() {}

    /** @throws BadOtlp when the bytes are not an {@code ExportLogsServiceRequest} */
    public static ExportLogsServiceRequest decode(byte[] body) {
        var kind = body.length == 0 ? BodyKind.LOGS : BodyKind.ofProtobuf(body);
        try {
            return switch (kind) {
                case LOGS -> parsed(body);
                // Without a single record the signals look alike.
                case TRACES -> withoutRecords(parsed(body));
                case METRICS -> throw new BadOtlp("This is an OTLP body of metrics; only logs are read here");
                case OTHER ->
                    throw new BadOtlp("Not OTLP protobuf: at byte 0 a resource_logs field (0x0a) with log records was"
                            + " expected, found 0x%02x".formatted(body[0]));
            };
        } catch (IOException e) {
            if (kind == BodyKind.TRACES && isOfTraces(body)) {
                throw new BadOtlp(TRACES, e);
            }
            throw new BadOtlp(
                    "Corrupt OTLP protobuf: " + WireFault.in(body, ExportLogsServiceRequest.getDescriptor()), e);
        }
    }

    private static ExportLogsServiceRequest withoutRecords(ExportLogsServiceRequest request) {
        for (var resource : request.getResourceLogsList()) {
            for (var scope : resource.getScopeLogsList()) {
                if (scope.getLogRecordsCount() > 0) {
                    throw new BadOtlp(TRACES);
                }
            }
        }
        return request;
    }

    private static boolean isOfTraces(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body).getResourceSpansCount() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static ExportLogsServiceRequest parsed(byte[] body) throws IOException {
        var in = CodedInputStream.newInstance(body);
        in.setRecursionLimit(Json.MAX_DEPTH);
        var builder = ExportLogsServiceRequest.newBuilder();
        builder.mergeFrom(in);
        in.checkLastTagWas(0);
        return builder.build();
    }
}
