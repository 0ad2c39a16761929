package dev.runtree.export.send;

import dev.runtree.model.Span;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Questions;
import dev.runtree.store.SendReading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads traces that are to be sent, piece by piece, the next one while the one before is sent. Of one thread. */
final class ReadAhead implements AutoCloseable {
    /** Traces are looked at up to so many spans together. */
    private static final int MOST_SPANS = 4_000;

    private static final long END_SECONDS = 5;

    private final SendReading reading;
    private final RunFilter filter;
    private final Round.How how;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("runtree-send-read").factory());

    /** Of the reader alone, as the next three. */
    private final List<String> left;

    private final Deque<Chunk> chunks = new ArrayDeque<>();

    /** A trace that is sent in many pieces is read once. */
    private @Nullable String lastTrace;

    private List<Span> last = List.of();

    private Future<@Nullable Piece> ahead;
    private final Questions questions = new Questions();

    /** @param filter traces that do not match have no spans in their pieces */
    ReadAhead(SendReading reading, RunFilter filter, Round.How how, List<String> traceIds) {
        this.reading = reading;
        this.filter = filter;
        this.how = how;
        this.left = new ArrayList<>(traceIds);
        this.ahead = reader.submit(this::read);
    }

    /**
     * The next piece.
     *
     * @return {@code null} behind the last
     * @throws dev.runtree.store.StoreException when the database does not answer
     */
    @Nullable Piece next() throws InterruptedException {
        try {
            var piece = ahead.get();
            if (piece != null) {
                ahead = reader.submit(this::read);
            }
            return piece;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private @Nullable Piece read() {
        while (chunks.isEmpty() && !left.isEmpty()) {
            var some = questions.ask(reading.unsent(left, filter, MOST_SPANS, how == Round.How.AGAIN));
            left.subList(0, some.size()).clear();
            chunks.addAll(Chunk.of(some, how == Round.How.QUIET));
        }
        var chunk = chunks.poll();
        return chunk == null ? null : new Piece(chunk, questions.ask(reading.recorded(chunk.spans())), wholes(chunk));
    }

    /** Of traces of which not all is sent at once: whose a span is follows from those around it. */
    private Map<String, List<Span>> wholes(Chunk chunk) {
        var wholes = new HashMap<String, List<Span>>();
        for (var part : chunk.parts()) {
            var traceId = part.trace().traceId();
            if (!part.spans().isEmpty() && part.spans().size() < part.trace().total()) {
                if (!traceId.equals(lastTrace)) {
                    last = questions.ask(reading.skeletons(traceId));
                    lastTrace = traceId;
                }
                wholes.put(traceId, last);
            }
        }
        return wholes;
    }

    /** What is being read is given up. */
    @Override
    public void close() {
        questions.end();
        reader.shutdown();
        try {
            // The database may be closed next.
            var _ = reader.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
