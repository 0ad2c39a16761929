package dev.runtree.export.send;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.TimeoutException;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.util.EventLoopGroups;
import dev.runtree.export.send.Answer.Later;
import dev.runtree.export.send.Answer.Wrong;
import dev.runtree.export.target.Endpoint;
import dev.runtree.export.target.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;

/**
 * Sends requests to one endpoint, over HTTP or gRPC, and never follows a redirect. Any number of threads may send at the same
 * time; each waits for its answer, in bounded time.
 */
final class Post implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final String EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final int FRAME = 5;

    private final Endpoint endpoint;
    private final Shown shown;
    private final ClientFactory factory;
    private final WebClient client;
    private final Duration response;

    /** @param response how long an answer may take, to its last byte */
    Post(Endpoint endpoint, Duration response) {
        this.endpoint = endpoint;
        this.response = response;
        this.shown = new Shown(endpoint);
        this.factory = factory(endpoint);
        this.client = WebClient.builder(
                        scheme(endpoint) + "://" + endpoint.uri().getRawAuthority())
                .factory(factory)
                .responseTimeout(response)
                .writeTimeout(response)
                .maxResponseLength(0)
                .build();
    }

    private static ClientFactory factory(Endpoint endpoint) {
        var builder = ClientFactory.builder()
                .workerGroup(EventLoopGroups.newEventLoopGroup(1, "runtree-send", true), true)
                .connectTimeout(CONNECT)
                .idleTimeout(IDLE)
                .proxyConfig(ProxySelector.getDefault());
        addTls(builder, endpoint);
        return builder.build();
    }

    private static void addTls(ClientFactoryBuilder builder, Endpoint endpoint) {
        var tls = endpoint.tls();
        var ca = tls.ca();
        if (ca != null) {
            builder.tlsCustomizer(context -> context.trustManager(ca.toFile()));
        }
        var certificate = tls.certificate();
        var key = tls.key();
        if (certificate != null && key != null) {
            builder.tls(TlsKeyPair.of(key.toFile(), certificate.toFile()));
        }
    }

    /** Over plain HTTP the older version: some answer an attempt of the newer one with an error. */
    private static String scheme(Endpoint endpoint) {
        var isTls = "https".equals(endpoint.uri().getScheme().toLowerCase(Locale.ROOT));
        if (endpoint.protocol() == Protocol.GRPC) {
            return isTls ? "h2" : "h2c";
        }
        return isTls ? "https" : "h1c";
    }

    /** Sends a body and waits for what comes back. Interrupted, it gives the request up. */
    Reply send(byte[] body) throws InterruptedException {
        var isGrpc = endpoint.protocol() == Protocol.GRPC;
        var answer =
                client.execute(HttpRequest.of(headers(isGrpc), HttpData.wrap(isGrpc ? framed(body) : packed(body))));
        var received = new Received();
        answer.subscribe(received);
        try {
            received.whole().get();
        } catch (ExecutionException e) {
            return new Reply(failed(e.getCause() == null ? e : e.getCause()), null, "");
        } catch (InterruptedException e) {
            answer.abort();
            throw e;
        }
        return isGrpc ? received.grpc(shown) : received.http(shown, Instant.now());
    }

    private RequestHeaders headers(boolean isGrpc) {
        var path = endpoint.uri().getRawPath();
        var headers =
                RequestHeaders.builder(HttpMethod.POST, isGrpc ? EXPORT : path == null || path.isEmpty() ? "/" : path);
        headers.set(HttpHeaderNames.CONTENT_TYPE, endpoint.contentType());
        headers.set(HttpHeaderNames.USER_AGENT, endpoint.userAgent());
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
        if (isGrpc) {
            headers.set(HttpHeaderNames.TE, "trailers");
            if (endpoint.gzip()) {
                headers.set("grpc-encoding", "gzip");
            }
        } else if (endpoint.gzip()) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
        }
        endpoint.headers().forEach(header -> headers.set(header.name(), header.value()));
        return headers.build();
    }

    private byte[] packed(byte[] body) {
        return endpoint.gzip() ? gzip(body) : body;
    }

    private byte[] framed(byte[] body) {
        var message = packed(body);
        return ByteBuffer.allocate(FRAME + message.length)
                .put((byte) (endpoint.gzip() ? 1 : 0))
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static byte[] gzip(byte[] body) {
        var bytes = new ByteArrayOutputStream(body.length / 4);
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Answer failed(Throwable problem) {
        var cause = problem instanceof UnprocessedRequestException && problem.getCause() != null
                ? problem.getCause()
                : problem;
        var place = endpoint.uri().getAuthority();
        if (cause instanceof TimeoutException) {
            return new Later("no answer from " + place + " within " + response.toSeconds() + " seconds", null);
        }
        for (var each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException) {
                return new Wrong(shown.line(
                        "no encrypted connection to " + place + ": " + Objects.toString(each.getMessage(), "refused")));
            }
            if (each instanceof UnknownHostException) {
                return new Later("there is no host " + endpoint.uri().getHost(), null);
            }
            if (each instanceof ConnectException) {
                return new Later("nobody answers at " + place + ": connection refused", null);
            }
        }
        return new Later(
                shown.line("the connection to " + place + " failed: "
                        + Objects.toString(cause.getMessage(), cause.getClass().getSimpleName())),
                null);
    }

    @Override
    public void close() {
        var _ = factory.closeAsync();
    }
}
