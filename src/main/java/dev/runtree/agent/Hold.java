package dev.runtree.agent;

import dev.runtree.agent.frame.Decision;
import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.trace.SpanFrame;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.store.PausedRun;
import dev.runtree.store.PausedRun.Asked;
import dev.runtree.store.PausedRun.Claim;
import dev.runtree.store.PausedRun.Claimed;
import dev.runtree.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of this process to a run as a whole, with all that is beneath it: to ask for approvals, to make the calls that were
 * approved, to pause the run and to end it. A run that never asks anything needs no database for it. One that had paused was
 * claimed, and may be lost to another process; then nothing of it is ended here. Safe for use by several threads.
 */
final class Hold {
    private static final Logger LOG = LoggerFactory.getLogger(Hold.class);

    static final String TAKEN = "another process goes on with it";

    /** Most runs pause at once, and are stored with what they ask: telling of that before is for those that do not. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final Holds holds;
    private final @Nullable Component component;
    private final @Nullable Frame frame;
    private final Map<String, Decision> decisions;
    private final Cancellation signal;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable PausedRun run;
    private volatile @Nullable Claim claim;
    private volatile State state = State.OPEN;
    private boolean isHeld;

    private enum State {
        OPEN,
        /** Nothing more is written of it. */
        OVER,
        LOST
    }

    /** For a new run. */
    Hold(Holds holds, Component component, Cancellation signal) {
        this.holds = holds;
        this.component = component;
        this.frame = null;
        this.decisions = Map.of();
        this.signal = signal;
    }

    /** For one that had paused. */
    Hold(Holds holds, Claimed claimed, Frame frame, Map<String, Decision> decisions, Cancellation signal) {
        this.holds = holds;
        this.component = null;
        this.frame = frame;
        this.decisions = Map.copyOf(decisions);
        this.signal = signal;
        this.run = claimed.run();
        this.claim = claimed.claim();
        this.isHeld = true;
        holds.renewed(claimed.claim(), this);
    }

    /** Says which run it is; of those beneath the first one, which comes first, nothing is to be said. */
    void begin(RunRef ref, @Nullable String userId, @Nullable String sessionId) {
        if (run == null && component != null) {
            run = holds.row(component, ref.runId(), userId, sessionId);
            claim = Claim.of(ref.runId());
        }
    }

    /** Whether another process has it; for a new run never. */
    boolean isLost() {
        return state == State.LOST;
    }

    /** What was decided; {@code null} when that is still waited for. */
    @Nullable Decision decision(String approvalId) {
        return decisions.get(approvalId);
    }

    /** Opens a span again that was laid down; what becomes of one of a run that is lost is not written. */
    StepSpan reopen(SpanFrame span) {
        return isLost()
                ? holds.recorder().beneath(new SpanId(span.traceId(), span.spanId()))
                : holds.recorder().reopen(span);
    }

    /** Asks for an approval, which can be decided from then on, while the rest of the run goes on. */
    void ask(Asked one) {
        asked.put(one.id(), one);
        if (holds.runs() != null) {
            Thread.ofVirtual().name("runtree-asking").start(this::announce);
        }
    }

    /** Nobody needs what was asked any more, while the run as a whole goes on. */
    void withdraw(String approvalId) {
        asked.remove(approvalId);
        if (holds.runs() != null) {
            Thread.ofVirtual().name("runtree-withdrawing").start(() -> withdrawNow(approvalId));
        }
    }

    private void withdrawNow(String approvalId) {
        writing.lock();
        try {
            var paused = holds.runs();
            var mine = claim;
            if (state == State.OPEN && isHeld && paused != null && mine != null) {
                paused.withdraw(mine, List.of(approvalId));
            }
        } catch (StoreException e) {
            LOG.debug("What is not needed any more is cancelled when the run pauses or ends", e);
        } finally {
            writing.unlock();
        }
    }

    /** What was asked here; {@code null} of what was asked before the run had paused. */
    @Nullable Asked asked(String approvalId) {
        return asked.get(approvalId);
    }

    private void announce() {
        LockSupport.parkNanos(MOMENT.toNanos());
        writing.lock();
        try {
            var paused = holds.runs();
            var row = run;
            var mine = claim;
            var all = List.copyOf(asked.values());
            var news = all.stream().filter(one -> !told.contains(one.id())).toList();
            if (state != State.OPEN || news.isEmpty() || paused == null || row == null || mine == null) {
                return;
            }
            if (paused.announce(mine, isHeld, row, news)) {
                news.forEach(one -> told.add(one.id()));
                isHeld = true;
                holds.renewed(mine, this);
            }
        } catch (StoreException e) {
            LOG.debug("What the run waits for is told of when it pauses", e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Notes that an approved call is about to be made.
     *
     * @throws RunStopped when another process has the run
     * @throws StoreException when it cannot be noted; then the call may not be made
     */
    void call(String approvalId) {
        var paused = holds.runs();
        var mine = claim;
        if (paused != null && mine != null && !paused.begin(mine, approvalId)) {
            lose();
            throw new RunStopped(TAKEN);
        }
    }

    /**
     * Pauses it: from then on it is nobody's.
     *
     * @return whether it is; not when the claim did not hold any more
     * @throws StoreException when it cannot be stored
     */
    boolean pause(String frames, List<Asked> waiting) {
        var paused = holds.runs();
        var mine = claim;
        var row = run;
        if (paused == null || mine == null || row == null) {
            throw new StoreException("there is no database in which it could be kept");
        }
        writing.lock();
        try {
            if (state != State.OPEN) {
                return false;
            }
            if (paused.pause(mine, isHeld, row.withFrames(frames), waiting)) {
                state = State.OVER;
                holds.over(mine);
                return true;
            }
        } catch (StoreException e) {
            if (frame == null) {
                // Whether it is stored may be unknown: it is taken away again, as soon as the database lets us.
                state = State.OVER;
                holds.endLater(mine, RunStatus.ERROR);
            }
            throw e;
        } finally {
            writing.unlock();
        }
        lose();
        return false;
    }

    /**
     * A run is about to end: of all processes that had it only one is told that it may.
     *
     * @param runId this, or one beneath it
     * @return whether its end may be written
     */
    boolean end(String runId, RunStatus status) {
        var row = run;
        if (frame != null && (row == null || !row.runId().equals(runId))) {
            return isStillHeld();
        }
        return row == null || !row.runId().equals(runId) || finish(status);
    }

    private boolean isStillHeld() {
        var paused = holds.runs();
        var mine = claim;
        try {
            if (isLost()
                    || paused == null
                    || mine == null
                    || !paused.renew(List.of(mine)).isEmpty()) {
                lose();
            }
        } catch (StoreException e) {
            LOG.debug("Whether the run is still held here is asked again at its end", e);
        }
        return !isLost();
    }

    private boolean finish(RunStatus status) {
        var paused = holds.runs();
        var mine = claim;
        writing.lock();
        try {
            if (state != State.OPEN || !isHeld || paused == null || mine == null) {
                return !isLost();
            }
            var may = paused.finish(mine, status);
            holds.over(mine);
            if (may || frame == null) {
                state = State.OVER;
                return true;
            }
        } catch (StoreException e) {
            LOG.warn("The run {} ended, and could not be taken from those that wait", mine, e);
            if (frame == null) {
                state = State.OVER;
                holds.endLater(Objects.requireNonNull(mine), status);
                return true;
            }
        } finally {
            writing.unlock();
        }
        lose();
        return false;
    }

    /** The claim does not hold any more; of a new run only what it had asked is over by that. */
    void lapsed() {
        if (frame != null && writing.tryLock()) {
            try {
                lose();
            } finally {
                writing.unlock();
            }
        }
    }

    /** Ends what was opened here of a run that is lost, where it was about to wait once more: nobody else would. */
    void drop(Frame last) {
        var theirs = frame == null ? Set.<String>of() : open(frame);
        last.all()
                .flatMap(Frame::openSpans)
                .filter(span -> !theirs.contains(span.spanId()))
                .forEach(span -> holds.recorder().reopen(span).cancelled(TAKEN));
    }

    private static Set<String> open(Frame frame) {
        return frame.all().flatMap(Frame::openSpans).map(SpanFrame::spanId).collect(Collectors.toSet());
    }

    private void lose() {
        var left = frame;
        if (left == null) {
            return;
        }
        writing.lock();
        try {
            if (state != State.OPEN) {
                return;
            }
            holds.over(Objects.requireNonNull(claim));
            holds.recorder().forget(left.span().traceId(), open(left));
            state = State.LOST;
            // What was opened again between the two.
            holds.recorder().forget(left.span().traceId(), open(left));
        } finally {
            writing.unlock();
        }
        LOG.warn("The run {} is lost to another process, which goes on with it", left.runId());
        signal.cancel(TAKEN);
    }
}
