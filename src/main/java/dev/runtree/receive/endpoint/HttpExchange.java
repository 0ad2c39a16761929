package dev.runtree.receive.endpoint;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpAnswer;
import dev.runtree.otlp.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP. */
record HttpExchange(RequestHeaders headers) implements Exchange {
    /** The specification's paths, also below the addresses that SDKs of single products have built in. */
    private static final Map<String, Signal> PATHS = Map.of(
            "/v1/traces", Signal.TRACES,
            "/v1/logs", Signal.LOGS,
            "/v1/metrics", Signal.METRICS,
            "/api/public/otel/v1/traces", Signal.TRACES,
            "/api/public/otel/v1/logs", Signal.LOGS,
            "/api/public/otel/v1/metrics", Signal.METRICS,
            "/otel/v1/traces", Signal.TRACES,
            "/otel/v1/logs", Signal.LOGS,
            "/otel/v1/metrics", Signal.METRICS,
            "/api/trace", Signal.TRACES);

    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

    @Override
    public Call call() {
        var signal = PATHS.get(path());
        if (signal == null) {
            throw new Refused(
                    Why.NO_SUCH_PATH, "Nothing is at " + path() + ": send OTLP to /v1/traces, /v1/logs or /v1/metrics");
        }
        if (headers.method() != HttpMethod.POST) {
            throw new Refused(Why.NO_SUCH_METHOD, "OTLP is sent by POST, not by " + headers.method());
        }
        var encoding = encoding();
        if (encoding == null) {
            throw new Refused(
                    Why.NOT_SUPPORTED,
                    "Content-Type is " + headers.get(HttpHeaderNames.CONTENT_TYPE, "missing")
                            + ": send application/x-protobuf or application/json");
        }
        return new Call(
                signal,
                encoding,
                Packing.of(headers.get(HttpHeaderNames.CONTENT_ENCODING)),
                0,
                headers.get(HttpHeaderNames.USER_AGENT));
    }

    private String path() {
        var path = headers.path();
        var query = path.indexOf('?');
        path = query < 0 ? path : path.substring(0, query);
        // An address with a slash at its end makes two of it.
        path = path.startsWith("//") ? path.substring(1) : path;
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private @Nullable Encoding encoding() {
        var type = headers.contentType();
        if (type == null) {
            return null;
        }
        return switch (type.type() + "/" + type.subtype()) {
            case "application/x-protobuf", "application/protobuf" -> Encoding.PROTOBUF;
            case "application/json" -> Encoding.JSON;
            default -> null;
        };
    }

    @Override
    public Packing packing(Call call, BodyReader.Body body) {
        return call.packing();
    }

    @Override
    public HttpResponse taken(Call call, Taken taken) {
        var answer = OtlpAnswer.taken(call.signal(), call.encoding(), taken.rejected(), taken.reason());
        return HttpResponse.of(
                ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, mediaType(call.encoding())),
                HttpData.wrap(answer));
    }

    /** In the encoding of the request; who sends neither can at least read JSON. */
    @Override
    public HttpResponse refused(Refused refusal) {
        var encoding = encoding() == Encoding.PROTOBUF ? Encoding.PROTOBUF : Encoding.JSON;
        var headers = ResponseHeaders.builder(refusal.why().http()).contentType(mediaType(encoding));
        if (refusal.retryAfter() != null) {
            headers.set(
                    HttpHeaderNames.RETRY_AFTER,
                    String.valueOf(refusal.retryAfter().toSeconds()));
        }
        switch (refusal.why()) {
            case NO_SUCH_METHOD -> headers.set(HttpHeaderNames.ALLOW, "POST, OPTIONS");
            case NOT_AUTHENTICATED -> headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"runtree\"");
            case NOT_SUPPORTED -> headers.set(HttpHeaderNames.ACCEPT_ENCODING, Packing.KNOWN);
            default -> {}
        }
        var status = OtlpAnswer.status(encoding, refusal.why().grpc(), refusal.getMessage(), refusal.retryAfter());
        return HttpResponse.of(headers.build(), HttpData.wrap(status));
    }

    private static MediaType mediaType(Encoding encoding) {
        return switch (encoding) {
            case PROTOBUF -> PROTOBUF;
            case JSON -> MediaType.JSON;
        };
    }
}
