package dev.runtree.receive.endpoint;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.cors.CorsService;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** The server and its ports. */
final class Listener implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration SLOWEST_REQUEST = Duration.ofMinutes(2);
    private static final Duration IDLE_CONNECTION = Duration.ofMinutes(10);
    private static final Duration PREFLIGHT_HOLDS = Duration.ofHours(1);

    /** What is still being written when the server ends. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    static {
        // The JDK's own sockets: Netty's need native code, unpacked to the temporary folder at each start.
        System.setProperty("com.linecorp.armeria.transportType", "nio");
    }

    private final Server server;
    private final Front front;
    private final int httpPort;
    private final int grpcPort;

    private Listener(Server server, Front front, int httpPort, int grpcPort) {
        this.server = server;
        this.front = front;
        this.httpPort = httpPort;
        this.grpcPort = grpcPort;
    }

    static Listener open(EndpointOptions options, Claims claims, Front front, Tally tally) {
        var builder = Server.builder();
        ports(options).forEach(port -> listen(builder, options, port));
        var hosts = options.allowedHosts();
        var guarded =
                cors(front).decorate((delegate, context, request) -> guard(hosts, tally, delegate, context, request));
        var server = builder.serviceUnder("/", guarded)
                .workerGroup(threads(THREADS, "runtree-otlp"), true)
                .bossGroupFactory(name -> threads(1, "runtree-otlp-accept"))
                .maxRequestLength(0) // the body's reader knows the limit, and how to answer
                .requestTimeout(SLOWEST_REQUEST)
                .idleTimeout(IDLE_CONNECTION)
                .gracefulShutdownTimeout(Duration.ZERO, LAST_WORDS)
                .disableServerHeader()
                .build();
        try {
            server.start().join();
        } catch (CompletionException e) {
            throw new BindFailure(options, claims).of(e.getCause() == null ? e : e.getCause());
        }
        // In the order in which they were asked for.
        var active = server.activePorts().keySet().stream()
                .map(InetSocketAddress::getPort)
                .distinct()
                .toList();
        return new Listener(server, front, active.getFirst(), active.getLast());
    }

    /** Threads that end when they are told, without waiting for a silence. */
    private static EventLoopGroup threads(int count, String name) {
        return EventLoopGroups.builder()
                .numThreads(count)
                .threadFactory(ThreadFactories.newThreadFactory(name, true))
                .gracefulShutdown(Duration.ZERO, LAST_WORDS)
                .build();
    }

    /** That of HTTP first; one, when they are the same. */
    private static List<Integer> ports(EndpointOptions options) {
        return options.httpPort() == options.grpcPort() && options.httpPort() != 0
                ? List.of(options.httpPort())
                : List.of(options.httpPort(), options.grpcPort());
    }

    private static void listen(ServerBuilder builder, EndpointOptions options, int port) {
        var bind = options.bind();
        if (bind == null) {
            builder.localPort(port, SessionProtocol.HTTP); // IPv4, and IPv6 where there is such
            return;
        }
        try {
            builder.port(new InetSocketAddress(InetAddress.getByName(bind), port), SessionProtocol.HTTP);
        } catch (UnknownHostException e) {
            throw new CannotListen("There is no host " + bind + " to listen on.", e);
        }
    }

    /** Lets pages of this machine send; what they ask for first is no request yet. */
    private static HttpService cors(Front front) {
        return CorsService.builder(Hosts::isLoopbackOrigin)
                .allowRequestMethods(HttpMethod.POST)
                .allowAllRequestHeaders(true)
                .exposeHeaders(HttpHeaderNames.RETRY_AFTER)
                .maxAge(PREFLIGHT_HOLDS)
                .preflightResponseHeader("access-control-allow-private-network", "true")
                .build(front);
    }

    private static HttpResponse guard(
            Hosts hosts, Tally tally, HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        var headers = request.headers();
        try {
            hosts.check(headers.authority(), headers.get(HttpHeaderNames.ORIGIN));
        } catch (Refused refusal) {
            tally.refused(refusal, headers.get(HttpHeaderNames.USER_AGENT));
            return Exchange.of(request).refused(refusal);
        }
        return delegate.serve(context, request);
    }

    int httpPort() {
        return httpPort;
    }

    int grpcPort() {
        return grpcPort;
    }

    List<Integer> ports() {
        return Stream.of(httpPort, grpcPort).distinct().toList();
    }

    /** Answers what is under way, tells others to come back, closes the ports, and ends. */
    @Override
    public void close() {
        front.close();
        server.stop().join();
    }
}
