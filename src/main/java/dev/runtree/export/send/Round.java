package dev.runtree.export.send;

import dev.runtree.export.send.Chunk.Part;
import dev.runtree.export.target.Payloads;
import dev.runtree.export.target.Target;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Refusal;
import dev.runtree.store.SendQueue;
import dev.runtree.store.SendQueue.Done;
import dev.runtree.store.SendReading;
import dev.runtree.store.UnsentSpan;
import dev.runtree.store.UnsentTrace;
import dev.runtree.store.WaitingTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends some traces to a target, piece by piece, and notes after each what went: ended anywhere between, it has at worst sent one
 * piece that is not noted, and that is sent again.
 */
final class Round {
    private final Target target;
    private final RunFilter filter;
    private final SendReading reading;
    private final SendQueue queue;
    private final Post post;
    private final Payloads payloads;
    private final boolean isLastTry;
    private final Manners manners;
    private final Consumer<Outcome> after;
    private final Set<String> finished = new HashSet<>();

    /**
     * @param filter traces that do not match are left out
     * @param manners asked before each piece and each request, by any thread
     * @param after is told of each piece
     */
    Round(
            Target target,
            RunFilter filter,
            SendReading reading,
            SendQueue queue,
            Post post,
            Payloads payloads,
            boolean isLastTry,
            Manners manners,
            Consumer<Outcome> after) {
        this.target = target;
        this.filter = filter;
        this.reading = reading;
        this.queue = queue;
        this.post = post;
        this.payloads = payloads;
        this.isLastTry = isLastTry;
        this.manners = manners;
        this.after = after;
    }

    /** How traces are taken. */
    enum How {
        /** What the target does not have, but for spans that go on. */
        NEW,
        /** As {@link #NEW}, and what goes on as if it had ended: nothing has happened for long. */
        QUIET,
        /** All of it, whatever was sent before and however small the share is that is sent, but for spans that go on. */
        AGAIN
    }

    /** @return why it did not go on; {@code null} when it is done, or ended since it may not go on */
    @Nullable Answer send(List<WaitingTrace> traces, How how) throws InterruptedException {
        var notes = new LinkedHashMap<String, List<String>>();
        traces.forEach(trace -> notes.merge(trace.traceId(), trace.changes(), Round::joined));
        if (how != How.AGAIN) {
            leaveOut(notes);
        }
        finished.clear();
        var isStale = false;
        try (var pieces = new ReadAhead(reading, filter, how, List.copyOf(notes.keySet()))) {
            while (manners.mayGoOn()) {
                var piece = pieces.next();
                if (piece == null) {
                    return null;
                }
                var begun = System.nanoTime();
                // What was deleted while it waited does not go.
                var sent = send(isStale ? again(piece) : piece, notes, how);
                if (sent.stop() != null || !sent.isAll()) {
                    // Of a trace in several pieces, what is behind a gap would look as if all had gone.
                    return sent.stop();
                }
                isStale = manners.giveWay(System.nanoTime() - begun);
            }
        }
        return null;
    }

    private Piece again(Piece piece) {
        return new Piece(piece.chunk(), reading.recorded(piece.chunk().spans()).fetch(), piece.wholes());
    }

    /** Traces of the last sending of which nothing is left to be sent that can be sent. */
    Set<String> finished() {
        return Set.copyOf(finished);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** What is not in the share that is sent is not even read. */
    private void leaveOut(Map<String, List<String>> notes) {
        var out = new ArrayList<Done>();
        for (var each : notes.entrySet()) {
            if (!target.samples(each.getKey())) {
                out.add(Done.nothing(each.getKey(), each.getValue()));
            }
        }
        out.forEach(done -> notes.remove(done.trace().traceId()));
        if (!out.isEmpty()) {
            queue.done(out, 0, 0, List.of(), null);
        }
    }

    /** @return what stopped it, and whether anything of the piece is left to be sent */
    private Sent send(Piece piece, Map<String, List<String>> notes, How how) throws InterruptedException {
        var begun = System.nanoTime();
        var spans = piece.spans();
        var outcome = spans.isEmpty()
                ? new Outcome(Set.of(), List.of(), Set.of(), 0, null, null)
                : new Delivery(post, payloads, isLastTry, manners::mayGoOn)
                        .deliver(how == How.QUIET ? ended(spans, piece.wholes()) : spans, piece.wholes());
        var chunk = piece.chunk();
        var settled = settled(chunk, spans, outcome);
        var done = new ArrayList<Done>();
        for (var part : chunk.parts()) {
            done.add(done(part, settled, notes.getOrDefault(part.trace().traceId(), List.of()), how));
        }
        var seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
        queue.done(
                done,
                outcome.taken().size(),
                outcome.rejected(),
                outcome.refused(),
                outcome.taken().isEmpty() ? null : outcome.taken().size() / seconds);
        after.accept(outcome);
        return new Sent(
                outcome.stop(),
                chunk.spans().stream().map(UnsentSpan::id).allMatch(settled::contains));
    }

    private record Sent(@Nullable Answer stop, boolean isAll) {}

    /** Those of which nothing is left to be done: also those that have gone since they were looked for. */
    private static Set<SpanId> settled(Chunk chunk, List<RecordedSpan> read, Outcome outcome) {
        var settled = new HashSet<>(outcome.taken());
        outcome.refused().stream().map(Refusal::span).forEach(settled::add);
        settled.addAll(outcome.passedOver());
        var there = new HashSet<SpanId>();
        read.forEach(span -> there.add(span.span().id()));
        chunk.spans().stream()
                .map(UnsentSpan::id)
                .filter(id -> !there.contains(id))
                .forEach(settled::add);
        return settled;
    }

    private Done done(Part part, Set<SpanId> settled, List<String> notes, How how) {
        var sent = part.trace().sent();
        var isAll = true;
        for (var span : part.spans()) {
            if (settled.contains(span.id())) {
                sent.add(span);
            } else {
                isAll = false;
            }
        }
        if (part.isLast() && isAll) {
            finished.add(part.trace().traceId());
        }
        var isOpen = hasOpen(part.trace()) && !(how == How.QUIET && isAll);
        return new Done(part.trace(), sent, isOpen, part.isLast() && isAll ? notes : List.of());
    }

    private static boolean hasOpen(UnsentTrace trace) {
        return trace.spans().stream().anyMatch(UnsentSpan::isOpen);
    }

    /** OTLP has no spans that go on: they end when the last thing happened that is known of their trace. */
    private static List<RecordedSpan> ended(List<RecordedSpan> spans, Map<String, List<Span>> wholes) {
        var last = new HashMap<String, Long>();
        Stream.concat(
                        spans.stream().map(RecordedSpan::span),
                        wholes.values().stream().flatMap(List::stream))
                .forEach(span -> {
                    var end = span.endNanos();
                    last.merge(span.id().traceId(), end == null ? span.startNanos() : end, Math::max);
                });
        return spans.stream()
                .map(recorded -> recorded.span().endNanos() == null
                        ? new RecordedSpan(
                                recorded.span()
                                        .endedAt(Objects.requireNonNull(
                                                last.get(recorded.span().id().traceId()))),
                                recorded.payload())
                        : recorded)
                .toList();
    }
}
