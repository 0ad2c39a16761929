package dev.runtree.receive.endpoint;

import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.Received;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.receive.endpoint.Exchange.Call;
import dev.runtree.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns bodies into spans and hands them to the store, on a few threads of its own: the server's threads never decode and
 * never wait. What lies before these threads is bounded by the {@link Room} of the requests.
 */
final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final OtlpReader reader;
    private final Limits limits;
    private final Function<Received, CompletableFuture<Void>> sink;
    private final ExecutorService workers;

    /** @param sink stores, and completes when it is stored; may wait when it cannot take more */
    Intake(OtlpReader reader, Limits limits, Function<Received, CompletableFuture<Void>> sink) {
        this.reader = reader;
        this.limits = limits;
        this.sink = sink;
        var threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
        this.workers = Executors.newFixedThreadPool(
                threads,
                Thread.ofPlatform().name("runtree-receive-", 1).daemon().factory());
    }

    /** Completes once what the body held is stored; fails with {@link Refused} and nothing else. */
    CompletableFuture<Taken> take(Call call, Packing packing, byte[] message, Room.Share share) {
        return CompletableFuture.completedFuture(message)
                .thenComposeAsync(packed -> store(call, packing.unpack(packed, limits, share)), workers)
                .exceptionallyCompose(problem -> CompletableFuture.failedFuture(refusal(problem)));
    }

    private CompletableFuture<Taken> store(Call call, byte[] body) {
        var received = read(call, body);
        var taken = Taken.of(received, call.userAgent());
        return received.spans().isEmpty() && received.logs().isEmpty()
                ? CompletableFuture.completedFuture(taken)
                : sink.apply(received).thenApply(stored -> taken);
    }

    private Received read(Call call, byte[] body) {
        if (isEmpty(call.encoding(), body)) {
            return nothing(null);
        }
        return switch (call.signal()) {
            case TRACES -> reader.traces(call.encoding(), body, Source.OTLP);
            case LOGS -> OtlpReader.logs(call.encoding(), body);
            case METRICS -> nothing("Runtree keeps no metrics: these were dropped");
        };
    }

    /** A request without any content, which is none to complain about. */
    private static boolean isEmpty(Encoding encoding, byte[] body) {
        return switch (encoding) {
            case PROTOBUF -> body.length == 0;
            case JSON -> isBraces(body);
        };
    }

    /** Whether there is nothing but white space and one pair of braces, or not even that. */
    private static boolean isBraces(byte[] body) {
        var seen = new StringBuilder(2);
        for (var c : body) {
            if (c == '{' || c == '}') {
                seen.append((char) c);
            } else if (c > ' ' || c < 0) {
                return false;
            }
        }
        return seen.isEmpty() || seen.toString().equals("{}");
    }

    private static Received nothing(@Nullable String reason) {
        return new Received(List.of(), List.of(), 0, 0, reason);
    }

    /** What a failure is to the sender. */
    private static Refused refusal(Throwable problem) {
        return switch (problem) {
            case CompletionException wrapped when wrapped.getCause() != null -> refusal(wrapped.getCause());
            case Refused refused -> refused;
            case BadOtlp bad -> new Refused(Why.UNREADABLE, String.valueOf(bad.getMessage()));
            case StoreException away -> {
                LOG.warn("Spans were received and could not be stored", away);
                yield new Refused(Why.UNAVAILABLE, String.valueOf(away.getMessage()), RETRY);
            }
            case OutOfMemoryError full -> {
                LOG.error("A request needed more memory than there is", full);
                yield new Refused(Why.TOO_LARGE, "The body needs more memory than Runtree has: send smaller batches");
            }
            default -> {
                LOG.error("A request could not be handled", problem);
                yield new Refused(Why.DEFECT, "This is a defect of Runtree; its log has the details");
            }
        };
    }

    /** Finishes what it took. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
