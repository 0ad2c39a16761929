package dev.runtree.receive.endpoint;

import static com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames.GRPC_ACCEPT_ENCODING;
import static com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames.GRPC_ENCODING;
import static com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames.GRPC_MESSAGE;
import static com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames.GRPC_STATUS;
import static com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames.GRPC_STATUS_DETAILS_BIN;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.grpc.protocol.StatusMessageEscaper;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpAnswer;
import dev.runtree.otlp.Signal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * OTLP/gRPC. A unary call is a POST with one message in a frame of five bytes: whether it is packed, and its length. How it
 * went stands in the trailers.
 */
record GrpcExchange(RequestHeaders headers) implements Exchange {
    private static final Map<String, Signal> PATHS = Map.of(
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export", Signal.TRACES,
            "/opentelemetry.proto.collector.logs.v1.LogsService/Export", Signal.LOGS,
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", Signal.METRICS);

    private static final MediaType GRPC = MediaType.create("application", "grpc");
    private static final int FRAME = 5;

    static boolean is(HttpRequest request) {
        var type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
        if (type == null) {
            return false;
        }
        var bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.equals("application/grpc") || bare.equals("application/grpc+proto");
    }

    @Override
    public Call call() {
        var signal = PATHS.get(headers.path());
        if (signal == null) {
            throw new Refused(Why.NO_SUCH_METHOD, "There is no method " + headers.path());
        }
        return new Call(
                signal,
                Encoding.PROTOBUF,
                Packing.of(headers.get(GRPC_ENCODING)),
                FRAME,
                headers.get(HttpHeaderNames.USER_AGENT));
    }

    /** The frame says whether its message is packed, the headers how. */
    @Override
    public Packing packing(Call call, BodyReader.Body body) {
        if (body.frame().length < FRAME) {
            throw new Refused(Why.UNREADABLE, "The call has no message");
        }
        var frame = ByteBuffer.wrap(body.frame());
        var flag = frame.get();
        var length = Integer.toUnsignedLong(frame.getInt());
        if (length != body.message().length) {
            throw new Refused(
                    Why.UNREADABLE,
                    "The call has to be one message: its frame says " + length + " bytes and " + body.message().length
                            + " came");
        }
        if (flag != 0 && call.packing() == Packing.NONE) {
            throw new Refused(Why.UNREADABLE, "The message is packed, and grpc-encoding does not say how");
        }
        return flag == 0 ? Packing.NONE : call.packing();
    }

    @Override
    public HttpResponse taken(Call call, Taken taken) {
        var message = OtlpAnswer.taken(call.signal(), Encoding.PROTOBUF, taken.rejected(), taken.reason());
        var frame = ByteBuffer.allocate(FRAME + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message);
        return HttpResponse.of(answer().build(), HttpData.wrap(frame.array()), HttpHeaders.of(GRPC_STATUS, "0"));
    }

    /** Trailers alone. */
    @Override
    public HttpResponse refused(Refused refusal) {
        var code = refusal.why().grpc();
        var trailers = answer().endOfStream(true)
                .set(GRPC_STATUS, String.valueOf(code))
                .set(GRPC_MESSAGE, StatusMessageEscaper.escape(refusal.getMessage()));
        if (refusal.retryAfter() != null) {
            var status = OtlpAnswer.status(Encoding.PROTOBUF, code, refusal.getMessage(), refusal.retryAfter());
            trailers.set(
                    GRPC_STATUS_DETAILS_BIN,
                    Base64.getEncoder().withoutPadding().encodeToString(status));
        }
        return HttpResponse.of(trailers.build());
    }

    private static ResponseHeadersBuilder answer() {
        return ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).set(GRPC_ACCEPT_ENCODING, Packing.KNOWN);
    }
}
