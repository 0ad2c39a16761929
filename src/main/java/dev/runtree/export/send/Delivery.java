package dev.runtree.export.send;

import dev.runtree.export.target.Payload;
import dev.runtree.export.target.Payloads;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.store.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends some spans: makes the requests, sends a few at the same time, and halves what is refused until the spans are known that
 * the target does not take. Once.
 */
final class Delivery {
    private static final int AT_ONCE = 4;

    /** So many refusals in a row, with nothing taken, are no longer a matter of single spans. */
    private static final int MOST_IN_VAIN = 24;

    private static final String TAKES_NOTHING = "takes nothing: ";

    private final Post post;
    private final Payloads payloads;
    private final boolean isLastTry;

    private final Map<SpanId, RecordedSpan> spans = new HashMap<>();
    private final Map<String, List<Span>> whole = new HashMap<>();
    private final BooleanSupplier mayGoOn;
    private final Set<SpanId> taken = new HashSet<>();
    private final List<Refusal> refused = new ArrayList<>();
    private final Set<SpanId> passedOver = new HashSet<>();
    private long rejected;
    private @Nullable String told;
    private @Nullable Answer stop;

    /** It failed over these, alone; whether for them or for everything is known when it takes another. */
    private final List<Refusal> doubtful = new ArrayList<>();

    private @Nullable Answer doubt;

    /** Why it did not take a span that was alone in its request; {@code null} when there was none. */
    private @Nullable String lastRefusal;

    private int inVain;
    private boolean hasTaken;

    /**
     * @param isLastTry whether it failed time and again: then it is looked for the spans that it fails over, and a target that
     *     refuses all of them is believed, so that the rest can go on
     * @param mayGoOn asked before each request, by any thread
     */
    Delivery(Post post, Payloads payloads, boolean isLastTry, BooleanSupplier mayGoOn) {
        this.post = post;
        this.payloads = payloads;
        this.isLastTry = isLastTry;
        this.mayGoOn = mayGoOn;
    }

    /**
     * Sends these spans.
     *
     * @param wholes of traces of which only some spans are sent, all of them, by the trace's id
     */
    Outcome deliver(List<RecordedSpan> traces, Map<String, List<Span>> wholes) throws InterruptedException {
        for (var span : traces) {
            spans.put(span.span().id(), span);
            whole.computeIfAbsent(span.span().id().traceId(), id -> new ArrayList<>())
                    .add(span.span());
        }
        whole.putAll(wholes);
        sendAll(requests(traces));
        return outcome();
    }

    private void sendAll(List<Payload> requests) throws InterruptedException {
        if (requests.size() == 1) {
            send(requests.getFirst());
            return;
        }
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            try {
                for (var request : requests) {
                    room.acquire();
                    all.add(threads.submit(() -> {
                        try {
                            send(request);
                            return null;
                        } finally {
                            room.release();
                        }
                    }));
                }
                for (var each : all) {
                    each.get();
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Of these spans, and notes those that are not to be sent. */
    private synchronized List<Payload> requests(List<RecordedSpan> some) {
        var ofTraces = new LinkedHashMap<String, List<RecordedSpan>>();
        for (var span : some) {
            ofTraces.computeIfAbsent(span.span().id().traceId(), id -> new ArrayList<>())
                    .add(span);
        }
        var requests = new ArrayList<Payload>();
        for (var trace : ofTraces.values()) {
            requests.addAll(requests(trace.getFirst().span().id().traceId(), trace));
        }
        return payloads.joined(requests);
    }

    private List<Payload> requests(String traceId, List<RecordedSpan> trace) {
        try {
            var made = payloads.of(trace, whole.getOrDefault(traceId, List.of()));
            for (var large : made.tooLarge()) {
                refuse(
                        List.of(large.span()),
                        "larger than the target takes: " + large.bytes() + " of at most " + large.limit() + " bytes");
            }
            passedOver.addAll(made.replayed());
            passedOver.addAll(made.unfinished());
            return made.payloads();
        } catch (IOException | RuntimeException e) {
            // A defect of ours in one trace must not hold up the others.
            refuse(
                    trace.stream().map(span -> span.span().id()).toList(),
                    "cannot be written for this target: " + e.getMessage());
            return List.of();
        }
    }

    private void send(Payload request) throws InterruptedException {
        if (isStopped() || !mayGoOn.getAsBoolean()) {
            return;
        }
        var answer = post.send(request.body()).answer();
        switch (answer) {
            case Answer.Taken(var left, var message) -> take(request, left, message);
            case Answer.Refused(var why) -> halve(request, answer, why);
            case Answer.Wrong(var why) -> {
                if (isLastTry || knowsThatOthersAreTaken()) {
                    halve(request, answer, why);
                } else {
                    stop(answer);
                }
            }
            case Answer.NoKey key -> stop(key);
            case Answer.Later later -> stop(later);
        }
    }

    private void halve(Payload request, Answer answer, String why) throws InterruptedException {
        if (isInVain()) {
            if (!isLastTry || !(answer instanceof Answer.Refused)) {
                stop(answer instanceof Answer.Refused ? new Answer.Wrong(TAKES_NOTHING + why) : answer);
                return;
            }
            if (!takesAny(request)) {
                refuse(request.spans(), why);
                return;
            }
        }
        if (request.spans().size() == 1) {
            if (answer instanceof Answer.Refused) {
                refuseAlone(request.spans(), why);
            } else {
                doubt(request.spans().getFirst(), answer);
            }
            return;
        }
        var half = request.spans().size() / 2;
        for (var part : List.of(
                request.spans().subList(0, half),
                request.spans().subList(half, request.spans().size()))) {
            for (var smaller : requests(part.stream().map(this::span).toList())) {
                send(smaller);
            }
        }
    }

    /** Before all the rest is believed to be refused, the last one is tried, for those that are refused may stand together. */
    private boolean takesAny(Payload request) throws InterruptedException {
        if (!knowsThatOthersAreTaken() && request.spans().size() > 1) {
            for (var last : requests(List.of(span(request.spans().getLast())))) {
                if (post.send(last.body()).answer() instanceof Answer.Taken(var left, var message)) {
                    take(last, left, message);
                }
            }
        }
        return knowsThatOthersAreTaken() && request.spans().size() > 1;
    }

    private RecordedSpan span(SpanId id) {
        var span = spans.get(id);
        if (span == null) {
            throw new IllegalStateException("a request with a span that was not to be sent: " + id);
        }
        return span;
    }

    private synchronized void take(Payload request, long left, @Nullable String message) {
        hasTaken = true;
        inVain = 0;
        if (left >= request.spans().size()) {
            refuse(request.spans(), message == null ? "rejected" : message);
            return;
        }
        taken.addAll(request.spans());
        rejected += Math.max(0, left);
        if (message != null || left > 0) {
            told = (left > 0 ? left + " of " + request.spans().size() + " spans rejected" : "taken")
                    + (message == null ? "" : ": " + message);
        }
    }

    private synchronized void refuse(List<SpanId> ids, String why) {
        var now = Instant.now();
        ids.forEach(id -> refused.add(new Refusal(id, why, now)));
    }

    private synchronized void refuseAlone(List<SpanId> ids, String why) {
        refuse(ids, why);
        lastRefusal = why;
    }

    private synchronized void doubt(SpanId span, Answer answer) {
        doubtful.add(new Refusal(span, answer.said(), Instant.now()));
        doubt = answer;
    }

    private synchronized boolean isInVain() {
        return ++inVain > MOST_IN_VAIN;
    }

    private synchronized boolean knowsThatOthersAreTaken() {
        return hasTaken;
    }

    private synchronized boolean isStopped() {
        return stop != null;
    }

    private synchronized void stop(Answer answer) {
        stop = stop == null ? answer : stop;
    }

    private synchronized Outcome outcome() {
        if (hasTaken) {
            refused.addAll(doubtful);
        } else if (doubt != null) {
            stop(doubt);
        } else if (!isLastTry && lastRefusal != null) {
            stop(new Answer.Wrong(TAKES_NOTHING + lastRefusal));
        }
        // A target that took nothing at all says little about single spans: they are tried again.
        var isAll = stop instanceof Answer.Wrong && !hasTaken;
        return new Outcome(taken, isAll ? List.of() : refused, passedOver, rejected, told, stop);
    }
}
