package dev.runtree.export.send;

import dev.runtree.export.target.BadTarget;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Targets;
import dev.runtree.query.BadFilter;
import dev.runtree.redact.BadRule;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsException;
import dev.runtree.store.Database;
import dev.runtree.store.SendQueue;
import dev.runtree.store.SendReading;
import dev.runtree.store.SendState.Stage;
import dev.runtree.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies to one target what is committed, on a thread of its own, for as long as it is open. Of several processes that do so one
 * sends, and another goes on within seconds when that one has gone.
 */
final class TargetSender implements AutoCloseable {
    private static final int MOST_OPEN = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int LAST_TRY = 3;

    private static final Logger LOG = LoggerFactory.getLogger(TargetSender.class);

    private final Target target;
    private final Targets targets;
    private final RuntreeHome home;
    private final SendQueue queue;
    private final SendReading reading;
    private final UUID me = UUID.randomUUID();
    private final Backoff backoff;
    private final Pace pace;
    private final Manners manners;
    private final Thread thread;

    private boolean isAttached;

    /** Requests are sent by several threads, which go on holding it. */
    private final ReentrantLock holding = new ReentrantLock();

    /** Guarded by {@link #holding}. */
    private @Nullable Long heldUntil;

    private @Nullable Line line;
    private @Nullable Stage stage;
    private @Nullable Instant retryAt;
    private long lookedAtOpen = System.nanoTime();

    /** Guarded by this, as all below. */
    private boolean closed;

    private boolean isHurried;
    private long asked;
    private long answered;
    private @Nullable String problem;

    TargetSender(Target target, Targets targets, Database traces, RuntreeHome home, Pace pace) {
        this.target = target;
        this.pace = pace;
        this.backoff = new Backoff(pace.firstRetry());
        this.manners = new Manners(this::mayGoOn, () -> traces.isWriting() && !isHurried());
        this.targets = targets;
        this.home = home;
        var id = TargetId.of(target);
        this.queue = new SendQueue(traces, id);
        this.reading = new SendReading(traces, id);
        this.thread = Thread.ofPlatform()
                .name("runtree-send-" + target.name())
                .daemon()
                .start(this::run);
    }

    Target target() {
        return target;
    }

    /**
     * Sends what was committed before this call, without waiting for traces to be quiet.
     *
     * @return why it is not all sent, in a sentence; {@code null} when it is
     */
    synchronized @Nullable String finish(long deadlineNanos) {
        var mine = ++asked;
        isHurried = true;
        notifyAll();
        while (answered < mine && !closed) {
            var left = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        isHurried = false;
        if (answered >= mine && problem == null) {
            return null;
        }
        return "Not all is copied to " + target.name() + " yet" + (problem == null ? "" : ": " + problem)
                + (problem == null || !problem.endsWith(".") ? "." : "")
                + " The window and \"runtree serve\" go on with it.";
    }

    private void run() {
        try {
            while (isOpen()) {
                var wish = wish();
                try {
                    pause(step(wish), wish);
                } catch (StoreException e) {
                    LOG.debug("The database is away, {} is sent to later", target.name(), e);
                    answer(wish, e.getMessage());
                    pause(AFTER_FAILURE, wish);
                } catch (RuntimeException e) {
                    LOG.warn("Sending to {} failed; it is tried again", target.name(), e);
                    tell(Stage.RETRYING, Instant.now().plus(AFTER_FAILURE), "it failed, and the log says how");
                    answer(wish, "it failed, and the log says how");
                    pause(AFTER_FAILURE, wish);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Ended while it sent to {}", target.name(), e);
        } finally {
            letGo();
        }
    }

    /** @return how long to wait until the next one */
    private Duration step(long wish) throws InterruptedException {
        if (!isAttached) {
            if (!isWanted()) {
                return LONGEST_PAUSE;
            }
            queue.attach(target.name(), place());
            isAttached = true;
        }
        if (!holds()) {
            // Another one sends, or somebody removed it and added it again.
            isAttached = false;
            stage = null;
            answer(wish, null);
            return LONGEST_PAUSE;
        }
        if (target.paused()) {
            tell(Stage.PAUSED, null, null);
            answer(wish, null);
            return LONGEST_PAUSE;
        }
        var until = retryAt;
        if (until != null && Instant.now().isBefore(until)) {
            answer(wish, problem());
            var left = Duration.between(Instant.now(), until);
            return left.compareTo(LONGEST_PAUSE) < 0 ? left : LONGEST_PAUSE;
        }
        var stop = send();
        if (stop != null) {
            failed(stop);
            answer(wish, stop.said());
            return pace.look();
        }
        if (!mayGoOn()) {
            return pace.look();
        }
        retryAt = null;
        backoff.succeeded();
        tell(Stage.IDLE, null, null);
        answer(wish, null);
        return pace.look();
    }

    /** @return why not all was sent that is to be sent */
    private @Nullable Answer send() throws InterruptedException {
        try {
            if (line != null && line.isOutdated(home)) {
                closeLine();
            }
            line = line == null ? Line.to(target, targets, home, pace.response()) : line;
        } catch (BadTarget | BadFilter | CannotSend | BadRule | SettingsException e) {
            return new Answer.Wrong(Objects.requireNonNullElse(e.getMessage(), "cannot be used"));
        }
        var round = round(line);
        var place = Instant.EPOCH;
        while (mayGoOn()) {
            var quiet = isHurried() ? Duration.ZERO : pace.quiet();
            var page = queue.due(place, quiet, pace.longest());
            if (!page.due().isEmpty()) {
                var stop = round.send(page.due(), Round.How.NEW);
                if (stop != null) {
                    return stop;
                }
            }
            if (page.next() == null) {
                return open(round);
            }
            place = page.next();
        }
        return null;
    }

    private @Nullable Answer open(Round round) throws InterruptedException {
        if (System.nanoTime() - lookedAtOpen < pace.open().toNanos() / 10) {
            return null;
        }
        lookedAtOpen = System.nanoTime();
        var quiet = queue.quiet(pace.open(), MOST_OPEN);
        return quiet.isEmpty() ? null : round.send(quiet, Round.How.QUIET);
    }

    private Round round(Line to) {
        return new Round(
                target,
                to.filter(),
                reading,
                queue,
                to.post(),
                to.payloads(),
                backoff.failures() >= LAST_TRY,
                manners,
                this::sent);
    }

    private boolean mayGoOn() {
        return isOpen() && holds();
    }

    /** Whether it is this process that sends. */
    private boolean holds() {
        holding.lock();
        try {
            return holdsNow();
        } finally {
            holding.unlock();
        }
    }

    private boolean holdsNow() {
        if (heldUntil != null && System.nanoTime() - heldUntil < 0) {
            return true;
        }
        var begun = System.nanoTime();
        heldUntil = queue.claim(me, pace.lease())
                ? Long.valueOf(begun + pace.lease().toNanos() / 4)
                : null;
        return heldUntil != null;
    }

    /** It may have been removed a moment ago, and is to leave nothing behind. */
    private boolean isWanted() {
        return targets.find(target.name()).filter(target::equals).isPresent();
    }

    private void sent(Outcome outcome) {
        if (outcome.stop() == null && !outcome.taken().isEmpty()) {
            backoff.succeeded();
            tell(Stage.SENDING, null, said(outcome));
        } else if (outcome.stop() == null && !outcome.refused().isEmpty()) {
            tell(Stage.SENDING, null, said(outcome));
        }
    }

    private static @Nullable String said(Outcome outcome) {
        if (!outcome.refused().isEmpty()) {
            var first = outcome.refused().getFirst();
            return "refused the span " + first.span().spanId() + " of the trace "
                    + first.span().traceId() + ": " + first.reason();
        }
        return outcome.told();
    }

    private void failed(Answer stop) {
        var wait = backoff.after(stop);
        retryAt = Instant.now().plus(wait);
        LOG.debug("{} is sent to again in {}: {}", target.name(), wait, stop.said());
        tell(stop instanceof Answer.NoKey ? Stage.KEY : Stage.RETRYING, retryAt, stop.said());
        if (!(stop instanceof Answer.Later)) {
            // Its key may be another one next time.
            closeLine();
        }
    }

    /** Only what is new is written. */
    private void tell(Stage now, @Nullable Instant retry, @Nullable String error) {
        if (now != stage || retry != null || error != null) {
            queue.stage(now, retry, error);
            stage = now;
        }
    }

    /** Where it goes, for people. */
    private String place() {
        try {
            return targets.endpoint(target).uri().toString();
        } catch (BadTarget e) {
            return target.preset().title();
        }
    }

    private synchronized void answer(long wish, @Nullable String told) {
        answered = Math.max(answered, wish);
        problem = told;
        notifyAll();
    }

    private synchronized @Nullable String problem() {
        return problem;
    }

    private synchronized long wish() {
        return asked;
    }

    private synchronized boolean isHurried() {
        return isHurried;
    }

    private synchronized boolean isOpen() {
        return !closed;
    }

    private synchronized void pause(Duration time, long wish) throws InterruptedException {
        var deadline = System.nanoTime() + time.toNanos();
        for (var left = time.toMillis();
                left > 0 && !closed && asked == wish;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private void letGo() {
        // What is interrupted gets no connection to say so.
        var _ = Thread.interrupted();
        closeLine();
        try {
            if (isAttached) {
                queue.release(me);
            }
        } catch (StoreException e) {
            LOG.debug("Others send to {} once the lease is over", target.name(), e);
        }
    }

    private void closeLine() {
        if (line != null) {
            line.close();
            line = null;
        }
    }

    /** Tells it to end. */
    void end() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
    }

    /** Ends at once: what is on its way is sent once more by the next one, if nobody notes it. */
    @Override
    public void close() {
        end();
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
