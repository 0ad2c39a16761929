package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The answers, read by the classes that protobuf generated for them. */
class OtlpAnswerTest {
    @Test
    void nothingIsSaidOfWhatWasTakenAsAWhole() {
        for (var signal : Signal.values()) {
            assertThat(OtlpAnswer.taken(signal, Encoding.PROTOBUF, 0, null)).isEmpty();
            assertThat(text(OtlpAnswer.taken(signal, Encoding.JSON, 0, null))).isEqualTo("{}");
        }
    }

    @Test
    void whatWasRejectedIsCountedWithItsReason() throws IOException {
        var traces = ExportTraceServiceResponse.parseFrom(taken(Signal.TRACES)).getPartialSuccess();
        assertThat(traces.getRejectedSpans()).isEqualTo(3);
        assertThat(traces.getErrorMessage()).isEqualTo("größer \"als\"");
        var logs = ExportLogsServiceResponse.parseFrom(taken(Signal.LOGS)).getPartialSuccess();
        assertThat(logs.getRejectedLogRecords()).isEqualTo(3);
        var metrics =
                ExportMetricsServiceResponse.parseFrom(taken(Signal.METRICS)).getPartialSuccess();
        assertThat(metrics.getRejectedDataPoints()).isEqualTo(3);
        assertThat(text(OtlpAnswer.taken(Signal.TRACES, Encoding.JSON, 3, "größer \"als\"")))
                .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"größer \\\"als\\\"\"}}");
    }

    @Test
    void aRefusalSaysWhyAndWhenToTryAgain() throws IOException {
        var status = Status.parseFrom(OtlpAnswer.status(Encoding.PROTOBUF, 8, "größer", Duration.ofMinutes(5)));
        assertThat(status.getCode()).isEqualTo(8);
        assertThat(status.getMessage()).isEqualTo("größer");
        assertThat(status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
                .isEqualTo(300);
        assertThat(Status.parseFrom(OtlpAnswer.status(Encoding.PROTOBUF, 3, "no", null)))
                .isEqualTo(Status.newBuilder().setCode(3).setMessage("no").build());
        assertThat(text(OtlpAnswer.status(Encoding.JSON, 14, "away", Duration.ofSeconds(5))))
                .isEqualTo("{\"code\":14,\"message\":\"away\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"5s\"}]}");
    }

    private static byte[] taken(Signal signal) {
        return OtlpAnswer.taken(signal, Encoding.PROTOBUF, 3, "größer \"als\"");
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
