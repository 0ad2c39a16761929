package dev.runtree.receive.endpoint;

import static dev.runtree.receive.endpoint.Running.FREE_PORTS;
import static dev.runtree.receive.endpoint.Running.recorded;
import static dev.runtree.receive.endpoint.Running.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.RetryInfo;
import dev.runtree.store.StoreException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What senders are told when the store cannot keep up, and what that takes of memory. */
@Timeout(120)
class PressureTest {
    private static final String TRACES = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final byte[] BODY = recorded("gen-ai-agent.pb");
    private static final String TYPE = "Content-Type";
    private static final String PROTOBUF = "application/x-protobuf";

    @TempDir
    Path folder;

    @Test
    void whoeverFindsNoRoomIsToldToComeBackAndTheOthersAreStored() throws Exception {
        var room = new Limits(1 << 20, 4 << 20);
        var release = new CountDownLatch(1);
        var stored = new AtomicInteger();
        try (var endpoint = Running.start(FREE_PORTS.limits(room), folder, received -> blocked(release, stored))) {
            // Packed in nothing, so that a body takes its length.
            var body = padded(600_000);
            List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sent.add(endpoint.sendLater("/v1/traces", body, TYPE, PROTOBUF));
            }
            var first = CompletableFuture.anyOf(sent.toArray(CompletableFuture[]::new));
            assertThat(first.get(60, TimeUnit.SECONDS)).isInstanceOfSatisfying(HttpResponse.class, response -> {
                assertThat(response.statusCode()).isEqualTo(429);
                assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
            });
            await(() -> sent.stream().filter(CompletableFuture::isDone).count() >= 14);
            assertThat(endpoint.endpoint().status().waitingBytes()).isBetween(body.length * 4L, room.waiting());

            var call =
                    GrpcTest.send(endpoint.endpoint().grpcPort(), TRACES, GrpcTest.frame(0, body), "application/grpc");
            assertThat(GrpcTest.status(call)).isEqualTo("8");
            var details = GrpcTest.details(call);
            assertThat(details.getCode()).isEqualTo(8);
            assertThat(details.getDetails(0)
                            .unpack(RetryInfo.class)
                            .getRetryDelay()
                            .getSeconds())
                    .isEqualTo(2);

            release.countDown();
            long taken = sent.stream()
                    .filter(answer -> answer.join().statusCode() == 200)
                    .count();
            assertThat(taken).isBetween(4L, 6L);
            assertThat(stored).hasValue((int) taken);
            await(() -> endpoint.endpoint().status().waitingBytes() == 0);
            assertThat(endpoint.post("/v1/traces", BODY, TYPE, PROTOBUF).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tinyRequestsAreBoundedAsWell() throws Exception {
        var tiny = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}".getBytes(StandardCharsets.UTF_8);
        var never = new CompletableFuture<Void>();
        try (var endpoint = Running.start(FREE_PORTS.limits(new Limits(10_000, 40_000)), folder, received -> never)) {
            var sent = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
            for (int i = 0; i < 50; i++) {
                sent.add(endpoint.sendLater("/v1/traces", tiny, TYPE, "application/json"));
            }
            await(() -> sent.stream().filter(CompletableFuture::isDone).count() >= 30);
            assertThat(sent)
                    .filteredOn(CompletableFuture::isDone)
                    .allMatch(answer -> answer.join().statusCode() == 429);
            never.complete(null);
            assertThat(sent).anyMatch(answer -> answer.join().statusCode() == 200);
        }
    }

    @Test
    void aDatabaseThatIsAwayIsUnavailableForNow() throws IOException {
        try (var endpoint = Running.start(FREE_PORTS, folder, received -> away())) {
            var response = endpoint.post("/v1/traces", BODY, TYPE, PROTOBUF);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(text(response)).contains("Nobody answers at db:5432");
            var call =
                    GrpcTest.send(endpoint.endpoint().grpcPort(), TRACES, GrpcTest.frame(0, BODY), "application/grpc");
            assertThat(GrpcTest.status(call)).isEqualTo("14");
            assertThat(GrpcTest.details(call)
                            .getDetails(0)
                            .unpack(RetryInfo.class)
                            .getRetryDelay()
                            .getSeconds())
                    .isEqualTo(5);
            assertThat(endpoint.endpoint().status().spans()).isZero();
            assertThat(endpoint.endpoint().status().lastSender()).isNull();
        }
    }

    @Test
    void aDefectIsNotTriedAgainForEver() {
        try (var endpoint = Running.start(FREE_PORTS, folder, received -> {
            throw new IllegalStateException("secret");
        })) {
            var response = endpoint.post("/v1/traces", BODY, TYPE, PROTOBUF);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Retry-After")).isEmpty();
            assertThat(text(response)).doesNotContain("secret");
        }
    }

    @Test
    void closingAnswersWhatWasLetIn() throws Exception {
        var release = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var stored = new AtomicInteger();
        var endpoint = Running.start(FREE_PORTS, folder, received -> {
            entered.countDown();
            return CompletableFuture.runAsync(() -> blocked(release, stored).join(), Thread::startVirtualThread);
        });
        var answer = endpoint.sendLater("/v1/traces", BODY, TYPE, PROTOBUF);
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        var closing = CompletableFuture.runAsync(endpoint.endpoint()::close, Thread::startVirtualThread);
        await(() -> endpoint.send(endpoint.request("/v1/traces")).statusCode() == 503);
        assertThat(endpoint.post("/v1/traces", BODY, TYPE, PROTOBUF).headers().firstValue("Retry-After"))
                .hasValue("1");
        assertThat(answer).isNotDone();
        release.countDown();
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(stored).hasValue(1);
        closing.get(60, TimeUnit.SECONDS);
        endpoint.close();
    }

    private static CompletableFuture<Void> blocked(CountDownLatch release, AtomicInteger stored) {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        stored.incrementAndGet();
        return CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<Void> away() {
        return CompletableFuture.failedFuture(new StoreException("Nobody answers at db:5432"));
    }

    /** The recorded body with an unknown field of so many bytes at its end. */
    private static byte[] padded(int length) {
        var padding = new byte[length];
        var tag = new byte[] {
            (byte) 0xfa,
            0x01,
            (byte) ((length & 0x7f) | 0x80),
            (byte) (((length >> 7) & 0x7f) | 0x80),
            (byte) (length >> 14)
        };
        var body = Arrays.copyOf(BODY, BODY.length + tag.length + length);
        System.arraycopy(tag, 0, body, BODY.length, tag.length);
        System.arraycopy(padding, 0, body, BODY.length + tag.length, length);
        return body;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
