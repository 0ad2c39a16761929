package dev.runtree.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.OwnServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Clients that send small bodies over HTTP, one after the other, and remember which were acknowledged. */
final class Senders implements AutoCloseable {
    private static final int SPANS = 5;
    private static final AtomicInteger TRACES = new AtomicInteger();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final int padding;
    private volatile String lastRefusal = "";
    private volatile boolean stopped;

    private Senders(int padding) {
        this.padding = padding;
    }

    static Senders start(int count, URI... endpoints) {
        return start(count, 200, endpoints);
    }

    /**
     * @param padding characters of an attribute of each span, which no other has and which can hardly be compressed
     * @param endpoints each body goes to all of them
     */
    static Senders start(int count, int padding, URI... endpoints) {
        var senders = new Senders(padding);
        for (var i = 0; i < count; i++) {
            senders.threads.add(Thread.ofPlatform().daemon().start(() -> senders.send(endpoints)));
        }
        return senders;
    }

    private void send(URI... endpoints) {
        while (!stopped) {
            var trace = "%032x".formatted(0xfa170000L + TRACES.incrementAndGet());
            var body = body(trace);
            for (var endpoint : endpoints) {
                post(endpoint, trace, body);
            }
            pause(10);
        }
    }

    private void post(URI endpoint, String trace, String body) {
        var begun = System.nanoTime();
        try {
            var request = HttpRequest.newBuilder(endpoint.resolve("/v1/traces"))
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(60))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
                acknowledged.add(trace);
            } else {
                lastRefusal = answer.statusCode() + " Retry-After: "
                        + answer.headers().firstValue("Retry-After").orElse("none") + " " + answer.body();
                refused.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (IOException e) {
            pause(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Senders have other things to do as well. */
    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String body(String trace) {
        var spans = new ArrayList<String>();
        var start = Instant.now().getEpochSecond() * 1_000_000_000L;
        for (var i = 1; i <= SPANS; i++) {
            spans.add("""
                {"traceId":"%s","spanId":"%016x","parentSpanId":"%s","name":"step %d",
                "startTimeUnixNano":"%d","endTimeUnixNano":"%d",
                "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"%s"}},
                              {"key":"padding","value":{"stringValue":"%s"}}]}
                """.formatted(
                            trace,
                            i,
                            i == 1 ? "" : "%016x".formatted(1),
                            i,
                            start,
                            start + i * 1_000_000L,
                            i == 1 ? "invoke_agent" : "chat",
                            padding()));
        }
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}";
    }

    private String padding() {
        var bytes = new byte[padding * 3 / 4];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Spans acknowledged so far. */
    long acknowledged() {
        return (long) acknowledged.size() * SPANS;
    }

    long refused() {
        return refused.get();
    }

    /** Status, {@code Retry-After} and body of the last refusal. */
    String lastRefusal() {
        return lastRefusal;
    }

    /** How long the slowest acknowledgement took. */
    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** Waits until so many more spans are acknowledged. */
    void awaitMore(long spans) throws InterruptedException {
        var before = acknowledged();
        await(() -> acknowledged() >= before + spans, 60);
    }

    static void await(BooleanSupplier condition, int seconds) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %d s", seconds).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Sends no more; what is under way is finished. */
    void stop() throws InterruptedException {
        stopped = true;
        for (var thread : threads) {
            thread.join();
        }
    }

    /** Every acknowledged span is there, none twice; prints both counts. */
    void assertKept(String fault, DatabaseTarget.Server database) throws Exception {
        assertKeptBut(0, fault, database);
    }

    /** @param damaged bodies that nobody can read any more */
    void assertKeptBut(int damaged, String fault, DatabaseTarget.Server database) throws Exception {
        stop();
        var missing = new HashSet<>(acknowledged);
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var found = find(database, missing);
        while (missing.size() > damaged && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            missing.addAll(acknowledged);
            found = find(database, missing);
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %,d spans acknowledged, %,d of them found, %,d found in all, none twice%n",
                fault,
                acknowledged(),
                acknowledged() - missing.size() * (long) SPANS,
                found);
        assertThat(acknowledged).as("acknowledged at all").isNotEmpty();
        assertThat(missing).as("acknowledged and lost").hasSizeLessThanOrEqualTo(damaged);
    }

    private static long find(DatabaseTarget.Server database, Set<String> missing) throws SQLException {
        try (var connection = OwnServer.connect(database);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT trace_id, count(*), count(DISTINCT span_id) FROM runtree_spans"
                                + " WHERE trace_id LIKE '%fa17____' GROUP BY trace_id")) {
            var found = 0L;
            while (rows.next()) {
                assertThat(rows.getLong(2)).as("twice in " + rows.getString(1)).isEqualTo(rows.getLong(3));
                found += rows.getLong(2);
                if (rows.getLong(3) == SPANS) {
                    missing.remove(rows.getString(1));
                }
            }
            return found;
        }
    }

    @Override
    public void close() {
        stopped = true;
        client.close();
    }
}
