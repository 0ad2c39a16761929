package dev.runtree.bench;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Clients;
import com.linecorp.armeria.client.grpc.protocol.UnaryGrpcClient;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.SpanWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast spans are acknowledged by {@code runtree serve} to four connections, over HTTP and over gRPC, and as their
 * reference how fast the store takes the same kind of spans from four threads of this process. Bodies are sent one after the
 * other on each connection, as an SDK's exporter does.
 */
final class IngestBenchmark {
    private static final int CONNECTIONS = 4;
    private static final int SPANS_OF_BODY = 500;
    private static final int BODIES = 20;
    private static final int WARM_UP = 5;
    private static final String TRACES = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private IngestBenchmark() {}

    /** Sends one body and returns when it was acknowledged. */
    private interface Connection {
        void send(byte[] body) throws Exception;
    }

    private interface Connections {
        Connection open() throws Exception;
    }

    static void run() throws IOException, InterruptedException {
        var home = new RuntreeHome(Files.createTempDirectory("runtree-bench"));
        try (var serving = Serving.start(home.root());
                var database = Database.open(new DatabaseTarget.Embedded(), home);
                var writer = new SpanWriter(database, new SpanLogs(Prices.none()))) {
            var store = spansPerSecond(1, () -> straightInto(writer));
            var http = spansPerSecond(2, () -> overHttp(serving.http()));
            var grpc = spansPerSecond(3, () -> overGrpc(serving.grpc()));
            System.out.printf(
                    Locale.ROOT,
                    "acknowledged to %d connections: HTTP %,.0f spans/s (%.2f of the store), gRPC %,.0f spans/s (%.2f);"
                            + " store %,.0f spans/s; runtree serve held %d MiB at most%n",
                    CONNECTIONS,
                    http,
                    http / store,
                    grpc,
                    grpc / store,
                    store,
                    serving.peakMebibytes());
        }
    }

    private static double spansPerSecond(long salt, Connections connections) throws InterruptedException {
        send(new Bodies(salt << 32), WARM_UP, connections);
        var begun = System.nanoTime();
        send(new Bodies((salt << 32) + 1_000_000), BODIES, connections);
        return CONNECTIONS * BODIES * SPANS_OF_BODY * 1e9 / (System.nanoTime() - begun);
    }

    private static void send(Bodies bodies, int count, Connections connections) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var done = new ArrayList<Future<?>>();
            for (var i = 0; i < CONNECTIONS; i++) {
                var share = bodies.make(count, SPANS_OF_BODY);
                done.add(threads.submit(() -> {
                    var connection = connections.open();
                    for (var body : share) {
                        connection.send(body);
                    }
                    return null;
                }));
            }
            for (var each : done) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a body was not acknowledged", e);
        }
    }

    private static Connection straightInto(SpanWriter writer) {
        var reader = new OtlpReader(Prices.none());
        return body -> {
            List<RecordedSpan> spans =
                    reader.traces(Encoding.PROTOBUF, body, Source.OTLP).spans();
            writer.submit(spans, List.of()).get();
        };
    }

    private static Connection overHttp(int port) {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var to = URI.create("http://localhost:" + port + "/v1/traces");
        return body -> {
            var request = HttpRequest.newBuilder(to)
                    .header("Content-Type", "application/x-protobuf")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            var answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200 || answer.body().length != 0) {
                throw new IOException("HTTP " + answer.statusCode());
            }
        };
    }

    private static Connection overGrpc(int port) {
        var client = Clients.builder("http://localhost:" + port)
                .factory(ClientFactory.builder().build())
                .responseTimeoutMillis(60_000)
                .build(com.linecorp.armeria.client.WebClient.class);
        var calls = new UnaryGrpcClient(client);
        return body -> calls.execute(TRACES, body).get();
    }
}
