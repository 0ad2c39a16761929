package dev.runtree.otlp.wire;

import dev.runtree.model.SpanStatus;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/** The status of a span as it was sent. */
public final class SentStatus {
    private SentStatus() {}

    /** The code; one that OTLP does not know is none. */
    public static SpanStatus of(Span span) {
        return switch (span.getStatus().getCode()) {
            case STATUS_CODE_OK -> SpanStatus.OK;
            case STATUS_CODE_ERROR -> SpanStatus.ERROR;
            case STATUS_CODE_UNSET, UNRECOGNIZED -> SpanStatus.UNSET;
        };
    }

    /** The code that a span of this status was sent with, unless its payload says another. */
    static int code(SpanStatus status) {
        return switch (status) {
            case OK -> Status.StatusCode.STATUS_CODE_OK_VALUE;
            case ERROR -> Status.StatusCode.STATUS_CODE_ERROR_VALUE;
            case UNSET, RUNNING -> Status.StatusCode.STATUS_CODE_UNSET_VALUE;
        };
    }
}
