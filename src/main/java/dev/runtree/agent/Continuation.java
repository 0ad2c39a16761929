package dev.runtree.agent;

import dev.runtree.agent.frame.Decision;
import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.frame.Frames;
import dev.runtree.agent.frame.Waiting;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.RunStatus;
import dev.runtree.store.PausedRun.Claimed;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with one run that this process has claimed, to its end or to its next pause. */
final class Continuation {
    private static final Logger LOG = LoggerFactory.getLogger(Continuation.class);

    /** A run that ends its process each time that it is taken up is given up. */
    private static final int MOST_CLAIMS = 5;

    private static final int STORED_WITHIN_SECONDS = 60;

    private final Engine engine;
    private final Pauses pauses;
    private final Holds holds;
    private final PausedRuns runs;
    private final @Nullable Component component;
    private final Claimed claimed;
    private final Cancellation cancellation;

    /** @param component that it is a run of; {@code null} when it is not known here, which is enough to end one */
    Continuation(
            Engine engine,
            Pauses pauses,
            Holds holds,
            PausedRuns runs,
            @Nullable Component component,
            Claimed claimed,
            Cancellation cancellation) {
        this.engine = engine;
        this.pauses = pauses;
        this.holds = holds;
        this.runs = runs;
        this.component = component;
        this.claimed = claimed;
        this.cancellation = cancellation;
    }

    /**
     * Does so; what goes wrong in the run is in its output.
     *
     * @return {@code null} when another process has taken it up meanwhile: nothing of its end is told here
     * @throws CannotGoOn when this program cannot read it, or its approvals are gone
     * @throws StoreException when the database is away
     */
    @Nullable RunOutput goOn(PauseListener told, boolean stream) {
        var frame = read();
        var listener = told.ofRun();
        var waiting = frame.all().flatMap(each -> each.waiting().stream()).toList();
        var approvals = claimed.approvals().stream().collect(Collectors.toMap(Approval::id, approval -> approval));
        var cancelled = cancelled(claimed);
        if (cancelled.isPresent()) {
            return givenUp(listener, frame, RunStatus.CANCELLED, reason(cancelled.get()));
        }
        if (claimed.claims() > MOST_CLAIMS) {
            var why = "given up: each of " + (claimed.claims() - 1)
                    + " processes that went on with it ended before it did";
            return givenUp(listener, frame, RunStatus.ERROR, why);
        }
        if (component == null) {
            throw new IllegalStateException(
                    "claimed a run of nobody: " + claimed.run().runnerId());
        }
        var hold = new Hold(holds, claimed, frame, decisions(waiting, approvals), cancellation);
        var scope = new RunScope(listener, null, null, null, cancellation, stream, false, hold);
        RunOutput output;
        try {
            output = pauses.output(component, engine.goOn(component, frame, scope), hold, told);
        } catch (RuntimeException | Error e) {
            var _ = hold.end(frame.runId(), RunStatus.ERROR);
            throw e;
        }
        if (hold.isLost()) {
            return null;
        }
        if (output.status() != RunStatus.PAUSED) {
            awaitStored(output);
        }
        return output;
    }

    /** What was cancelled of what the run waited for: then it is not to go on, but to end. */
    static Optional<Approval> cancelled(Claimed claimed) {
        return claimed.approvals().stream()
                .filter(approval -> approval.status() == ApprovalStatus.CANCELLED)
                .findFirst();
    }

    /** Whether hooks in the background are to hear of its end; of one that cannot be read, nobody knows. */
    static boolean isAudited(Claimed claimed) {
        try {
            return Frames.read(claimed.run().frames()).all().anyMatch(Frame::audited);
        } catch (IllegalArgumentException e) {
            LOG.debug("A frame that cannot be read", e);
            return false;
        }
    }

    private Frame read() {
        try {
            return Frames.read(claimed.run().frames());
        } catch (IllegalArgumentException e) {
            runs.release(claimed.claim());
            throw new CannotGoOn(
                    "The run " + claimed.run().runId() + " was paused by another Runtree than this one: "
                            + e.getMessage(),
                    e);
        }
    }

    private Map<String, Decision> decisions(List<Waiting> waiting, Map<String, Approval> approvals) {
        var decisions = new HashMap<String, Decision>();
        for (var each : waiting) {
            var approval = approvals.get(each.id());
            var decision = approval == null ? null : approval.decision();
            if (approval == null || decision == null) {
                runs.release(claimed.claim());
                throw new CannotGoOn("The approval " + each.id() + " of the run "
                        + claimed.run().runId() + " is gone from the database: the run cannot go on.");
            }
            decisions.put(each.id(), decision(approval, decision));
        }
        return decisions;
    }

    private Decision decision(Approval approval, Approval.Decision told) {
        var by = Objects.requireNonNullElse(told.by(), "somebody whose name was erased");
        return switch (approval.status()) {
            case APPROVED -> approved(approval, told, by);
            case REJECTED -> new Decision.Rejected(by, told.at(), told.reason());
            case EXPIRED -> new Decision.Expired(expired(approval, told.at()));
            case PENDING, CANCELLED ->
                throw new IllegalStateException(approval.status().word());
        };
    }

    private Decision approved(Approval approval, Approval.Decision told, String by) {
        if (claimed.begun().contains(approval.id())) {
            return new Decision.Begun(by, told.at());
        }
        return new Decision.Approved(by, told.at(), told.arguments());
    }

    /** Its time was over at its deadline, whenever somebody noticed. */
    private static Instant expired(Approval approval, Instant noticed) {
        return approval.deadline() == null || approval.deadline().isAfter(noticed) ? noticed : approval.deadline();
    }

    private static String reason(Approval cancelled) {
        var decision = cancelled.decision();
        var by = decision == null || decision.by() == null ? "" : " by " + decision.by();
        var why = decision == null || decision.reason() == null ? "" : ": " + decision.reason();
        return "cancelled" + by + why;
    }

    private @Nullable RunOutput givenUp(Listener listener, Frame frame, RunStatus status, String why) {
        var hold = new Hold(holds, claimed, frame, Map.of(), cancellation);
        if (!hold.end(frame.runId(), status)) {
            return null;
        }
        var stored = pauses.end(
                frame,
                hold,
                root -> status == RunStatus.CANCELLED ? root.cancelled(why) : root.fail("paused", why, null));
        var output = RunOutput.of(frame, status, why, stored);
        engine.ended(frame, output);
        frame.all().skip(1).forEach(each -> engine.ended(each, RunOutput.of(each, RunStatus.CANCELLED, why)));
        var ref = new RunRef(
                output.id(), null, claimed.run().runnerId(), claimed.run().name());
        listener.tell(new AgentEvent.Ended(ref, output));
        awaitStored(output);
        return output;
    }

    /** Whoever asked for it may end this process then. */
    private static void awaitStored(RunOutput output) {
        try {
            output.stored().get(STORED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The end of the run {} is not stored", output.runId(), e);
        }
    }
}
