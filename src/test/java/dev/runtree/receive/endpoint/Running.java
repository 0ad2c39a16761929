package dev.runtree.receive.endpoint;

import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.Received;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.RuntreeHome;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** An endpoint on free ports, and a client that sends to it. */
final class Running implements AutoCloseable {
    static final EndpointOptions FREE_PORTS = EndpointOptions.DEFAULT.ports(0, 0);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final List<Received> received;
    private final Endpoint endpoint;

    private Running(Endpoint endpoint, List<Received> received) {
        this.endpoint = endpoint;
        this.received = received;
    }

    /** One that stores everything at once. */
    static Running start(EndpointOptions options, Path home) {
        var received = new CopyOnWriteArrayList<Received>();
        return new Running(
                open(options, home, body -> {
                    received.add(body);
                    return CompletableFuture.completedFuture(null);
                }),
                received);
    }

    static Running start(EndpointOptions options, Path home, Function<Received, CompletableFuture<Void>> sink) {
        return new Running(open(options, home, sink), List.of());
    }

    private static Endpoint open(EndpointOptions options, Path home, Function<Received, CompletableFuture<Void>> sink) {
        return Endpoint.start(options, new RuntreeHome(home), Owner.SERVE, new OtlpReader(Prices.none()), sink);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** What was stored. */
    List<Received> received() {
        return received;
    }

    HttpResponse<byte[]> post(String path, byte[] body, String... headers) {
        return post(path, BodyPublishers.ofByteArray(body), headers);
    }

    HttpResponse<byte[]> post(String path, BodyPublisher body, String... headers) {
        return send(request(path, headers).POST(body));
    }

    HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.httpPort() + path))
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<byte[]>> sendLater(String path, byte[] body, String... headers) {
        return client.sendAsync(
                request(path, headers).POST(BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The first line that comes back for these very bytes, on a connection of its own. */
    static String raw(InetAddress address, int port, String request) throws IOException {
        try (var socket = new Socket(address, port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
            return String.valueOf(new BufferedReader(answer).readLine());
        }
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static byte[] recorded(String name) {
        try (var in = Objects.requireNonNull(Running.class.getResourceAsStream("/otlp/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        client.close();
        endpoint.close();
    }
}
