package dev.runtree.otlp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The bodies that answer an OTLP request. */
public final class OtlpAnswer {
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    private OtlpAnswer() {}

    /**
     * What was taken, as an {@code Export...ServiceResponse}. It says nothing of a body that was taken as a whole, as the
     * specification asks.
     *
     * @param rejected spans, records or data points that were not taken
     * @param reason what the sender should know; may come without anything rejected
     */
    public static byte[] taken(Signal signal, Encoding encoding, long rejected, @Nullable String reason) {
        var isWhole = rejected == 0 && reason == null;
        var why = reason == null ? "" : reason;
        return switch (encoding) {
            case PROTOBUF -> isWhole ? new byte[0] : protobuf(signal, rejected, why);
            case JSON -> json(isWhole ? object() : partial(signal, rejected, why));
        };
    }

    private static byte[] protobuf(Signal signal, long rejected, String why) {
        return switch (signal) {
            case TRACES ->
                ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(rejected)
                                .setErrorMessage(why))
                        .build()
                        .toByteArray();
            case LOGS ->
                ExportLogsServiceResponse.newBuilder()
                        .setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                                .setRejectedLogRecords(rejected)
                                .setErrorMessage(why))
                        .build()
                        .toByteArray();
            case METRICS ->
                ExportMetricsServiceResponse.newBuilder()
                        .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                                .setRejectedDataPoints(rejected)
                                .setErrorMessage(why))
                        .build()
                        .toByteArray();
        };
    }

    private static ObjectNode partial(Signal signal, long rejected, String why) {
        var counted = switch (signal) {
            case TRACES -> "rejectedSpans";
            case LOGS -> "rejectedLogRecords";
            case METRICS -> "rejectedDataPoints";
        };
        var answer = object();
        // 64-bit integers are strings in protobuf's JSON.
        answer.putObject("partialSuccess")
                .put(counted, String.valueOf(rejected))
                .put("errorMessage", why);
        return answer;
    }

    /**
     * A refusal, as a {@code google.rpc.Status}.
     *
     * @param code of gRPC, such as 3 for {@code INVALID_ARGUMENT}
     * @param retryAfter adds a {@code RetryInfo}; whole seconds, {@code null} where trying again is of no use
     */
    public static byte[] status(Encoding encoding, int code, String message, @Nullable Duration retryAfter) {
        return switch (encoding) {
            case PROTOBUF -> protobufStatus(code, message, retryAfter);
            case JSON -> jsonStatus(code, message, retryAfter);
        };
    }

    private static byte[] jsonStatus(int code, String message, @Nullable Duration retryAfter) {
        var status = object().put("code", code).put("message", message);
        if (retryAfter != null) {
            status.putArray("details")
                    .addObject()
                    .put("@type", RETRY_INFO)
                    .put("retryDelay", retryAfter.toSeconds() + "s");
        }
        return json(status);
    }

    /** Written by hand: the generated classes of {@code google.rpc} come with three megabytes of others. */
    private static byte[] protobufStatus(int code, String message, @Nullable Duration retryAfter) {
        return message(status -> {
            status.writeInt32(1, code);
            status.writeString(2, message);
            if (retryAfter != null) {
                status.writeByteArray(3, message(any -> {
                    any.writeString(1, RETRY_INFO);
                    any.writeByteArray(
                            2,
                            message(retryInfo -> retryInfo.writeByteArray(
                                    1, message(delay -> delay.writeInt64(1, retryAfter.toSeconds())))));
                }));
            }
        });
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] json(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
