package dev.runtree.export.send;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.runtree.model.SpanId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** A back end that takes OTLP over HTTP and gRPC, keeps what came, and answers as it is told. */
final class ScriptedBackEnd implements AutoCloseable {
    static final String GRPC = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final int FRAME = 5;

    private final Server server;
    private final List<Came> came = new CopyOnWriteArrayList<>();
    private volatile Function<Came, HttpResponse> script = ScriptedBackEnd::taken;

    /** A request that came. */
    record Came(String path, HttpHeaders headers, List<Span> spans) {
        boolean isGrpc() {
            return path.equals(GRPC);
        }

        List<SpanId> ids() {
            return spans.stream()
                    .map(span -> new SpanId(
                            hex(span.getTraceId().toByteArray()),
                            hex(span.getSpanId().toByteArray())))
                    .toList();
        }

        private static String hex(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    ScriptedBackEnd() {
        this(0);
    }

    ScriptedBackEnd(int port) {
        this(builder -> builder.http(port));
    }

    ScriptedBackEnd(Function<ServerBuilder, ServerBuilder> listening) {
        server = listening
                .apply(Server.builder())
                .maxRequestLength(64 << 20)
                .requestTimeoutMillis(0)
                .service(
                        "prefix:/",
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(this::answer)))
                .build();
        server.start().join();
    }

    private HttpResponse answer(AggregatedHttpRequest request) {
        var came = new Came(request.path(), request.headers(), spans(request));
        this.came.add(came);
        return script.apply(came);
    }

    private static List<Span> spans(AggregatedHttpRequest request) {
        try {
            var isGrpc = request.path().equals(GRPC);
            var body = request.content().array();
            var isPacked =
                    isGrpc ? body[0] == 1 : "gzip".equals(request.headers().get("content-encoding"));
            var message = isGrpc ? Arrays.copyOfRange(body, FRAME, body.length) : body;
            var plain = isPacked ? new GZIPInputStream(new ByteArrayInputStream(message)).readAllBytes() : message;
            var spans = new ArrayList<Span>();
            var type = request.contentType();
            if (type != null && type.is(MediaType.JSON)) {
                dev.runtree.testing.SentSpans.ofJson(plain).forEach(sent -> spans.add(sent.span()));
            } else {
                for (var resource : ExportTraceServiceRequest.parseFrom(plain).getResourceSpansList()) {
                    resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
                }
            }
            return spans;
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpResponse taken(Came came) {
        return came.isGrpc()
                ? grpc(0, "", HttpHeaders.of())
                : HttpResponse.of(HttpStatus.OK, MediaType.create("application", "x-protobuf"), HttpData.empty());
    }

    static HttpResponse grpc(int status, String message, HttpHeaders more) {
        var trailers =
                HttpHeaders.builder().add("grpc-status", String.valueOf(status)).add(more);
        if (!message.isEmpty()) {
            trailers.add("grpc-message", message);
        }
        var head = ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc");
        return status == 0
                ? HttpResponse.of(head, HttpData.wrap(new byte[FRAME]), trailers.build())
                : HttpResponse.of(head.toBuilder().add(trailers.build()).build());
    }

    static HttpResponse http(int status, String body, Object... headers) {
        var head = ResponseHeaders.builder(status);
        for (var i = 0; i < headers.length; i += 2) {
            head.set(headers[i].toString(), headers[i + 1].toString());
        }
        return HttpResponse.of(head.build(), HttpData.ofUtf8(body));
    }

    ScriptedBackEnd answer(Function<Came, HttpResponse> with) {
        script = with;
        return this;
    }

    int port() {
        return server.activeLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    List<Came> came() {
        return came;
    }

    /** All that came, each as often as it did. */
    List<SpanId> ids() {
        return came.stream().flatMap(each -> each.ids().stream()).toList();
    }

    /** Returns when nobody listens there any more. */
    void down() {
        server.stop().join();
    }

    /** Its threads take seconds to end, which nobody has to wait for. */
    @Override
    public void close() {
        var _ = server.stop();
    }
}
