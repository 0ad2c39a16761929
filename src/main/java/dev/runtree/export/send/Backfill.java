package dev.runtree.export.send;

import dev.runtree.export.MatchingTraces;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Targets;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.Refusal;
import dev.runtree.store.SendQueue;
import dev.runtree.store.SendReading;
import dev.runtree.store.WaitingTrace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends chosen traces to a target now, whatever was sent of them before: the target's filter and its share do not hold here, what
 * is redacted for it is redacted.
 */
public final class Backfill implements AutoCloseable {
    private static final int AT_ONCE = 500;
    private static final int LOOKED_AT = 10_000;
    private static final String ENDED = "it was ended here";

    /** A target that does not answer, or wants to be left alone, is waited for so long since it last took a trace. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So many reasons are kept. */
    private static final int MOST_REFUSALS = 1_000;

    private final Line line;
    private final SendReading reading;
    private final SendQueue queue;
    private final Manners manners;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @throws dev.runtree.export.target.BadTarget when something of the target is missing
     * @throws CannotSend when its certificates cannot be used
     */
    public Backfill(Database traces, RuntreeHome home, Target target) {
        var id = TargetId.of(target);
        this.line = Line.to(target, new Targets(home), home, Pace.USUAL.response());
        this.reading = new SendReading(traces, id);
        this.queue = new SendQueue(traces, id);
        this.manners = new Manners(() -> !isEnded(), traces::isWriting);
    }

    /**
     * What went.
     *
     * @param traces of which all went or was refused
     * @param rejected spans among those that went that the target says it left out, without saying which
     * @param refusals of spans that it did not take, the first thousand
     * @param refused how many they are
     * @param passedOver spans of replays, which this target does not get
     * @param stop why it ended before it was done; {@code null} when it is done
     */
    public record Sent(
            int traces,
            long spans,
            long rejected,
            List<Refusal> refusals,
            long refused,
            long passedOver,
            @Nullable String stop) {
        public Sent {
            refusals = List.copyOf(refusals);
        }

        static final Sent NOTHING = new Sent(0, 0, 0, List.of(), 0, 0, null);

        Sent plus(long more, Collection<Refusal> newest, long passed) {
            var all = new ArrayList<>(refusals);
            newest.stream().limit(Math.max(0, MOST_REFUSALS - all.size())).forEach(all::add);
            return new Sent(traces, spans + more, rejected, all, refused + newest.size(), passedOver + passed, stop);
        }

        Sent plusRejected(long more) {
            return new Sent(traces, spans, rejected + more, refusals, refused, passedOver, stop);
        }

        Sent withTraces(int count) {
            return new Sent(count, spans, rejected, refusals, refused, passedOver, stop);
        }

        Sent stopped(String why) {
            return new Sent(traces, spans, rejected, refusals, refused, passedOver, why);
        }
    }

    /** Ends what is being sent behind the request that is under way; what went stays there. From any thread. */
    public void end() {
        ended.countDown();
    }

    private boolean isEnded() {
        return ended.getCount() == 0;
    }

    /**
     * Sends traces, all of each.
     *
     * @param progress is told after each piece
     */
    public Sent send(MatchingTraces matching, Consumer<Sent> progress) throws InterruptedException {
        var count = new Count();
        var traces = 0;
        for (var some = next(matching); !some.isEmpty(); some = next(matching)) {
            Map<String, WaitingTrace> left = new LinkedHashMap<>();
            some.forEach(trace -> left.put(trace.traceId(), trace));
            var stop = send(left, count, traces, progress);
            traces += some.size() - left.size();
            if (stop != null) {
                return count.all(traces).stopped(stop);
            }
        }
        return count.all(traces);
    }

    /**
     * @param left traces; those that have gone are taken out
     * @return why not all of them went
     */
    private @Nullable String send(Map<String, WaitingTrace> left, Count count, int before, Consumer<Sent> progress)
            throws InterruptedException {
        var backoff = new Backoff(Pace.USUAL.firstRetry());
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var sending = new AtomicReference<@Nullable Round>();
            var round = new Round(
                    line.target(),
                    RunFilter.ALL,
                    reading,
                    queue,
                    line.post(),
                    line.payloads(),
                    backoff.failures() > 0,
                    manners,
                    outcome -> {
                        var now = Objects.requireNonNull(sending.get()).finished();
                        count.add(outcome, now);
                        progress.accept(count.all(before + now.size()));
                    });
            sending.set(round);
            var stop = round.send(List.copyOf(left.values()), Round.How.AGAIN);
            round.finished().forEach(left::remove);
            if (isEnded() && !left.isEmpty()) {
                return ENDED;
            }
            if (stop == null) {
                left.clear();
                return null;
            }
            if (!round.finished().isEmpty()) {
                backoff.succeeded();
                until = System.nanoTime() + PATIENCE.toNanos();
            }
            var isSecond = backoff.failures() > 0;
            var wait = backoff.after(stop);
            if (System.nanoTime() + wait.toNanos() > until
                    || (isSecond && !(stop instanceof Answer.Later))
                    || stop instanceof Answer.NoKey) {
                return stop.said();
            }
            if (ended.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                return ENDED;
            }
        }
    }

    /**
     * Shows what would be sent, piece by piece, and sends nothing.
     *
     * @param to whether it wants more than this piece
     * @return of how many traces something was shown
     */
    public int show(MatchingTraces matching, Predicate<String> to) throws IOException {
        var count = 0;
        for (var traceId = matching.next(); traceId != null; traceId = matching.next()) {
            count++;
            if (!show(traceId, to)) {
                break;
            }
        }
        return count;
    }

    private boolean show(String traceId, Predicate<String> to) throws IOException {
        var found =
                reading.unsent(List.of(traceId), RunFilter.ALL, LOOKED_AT, true).fetch();
        for (var chunk : Chunk.of(found, false)) {
            var made = line.payloads()
                    .of(
                            reading.recorded(chunk.spans()).fetch(),
                            reading.skeletons(traceId).fetch());
            if (!made.payloads().isEmpty()
                    && !to.test(line.payloads().shown(line.payloads().joined(made.payloads())))) {
                return false;
            }
        }
        return true;
    }

    private static List<WaitingTrace> next(MatchingTraces matching) {
        var some = new ArrayList<WaitingTrace>();
        while (some.size() < AT_ONCE) {
            var traceId = matching.next();
            if (traceId == null) {
                break;
            }
            some.add(new WaitingTrace(traceId, List.of()));
        }
        return some;
    }

    @Override
    public void close() {
        line.close();
    }
}
