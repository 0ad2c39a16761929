package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRef;
import dev.runtree.model.Approval;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.SpanId;
import dev.runtree.model.Usage;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.approvals.ApprovalCard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A question that was asked here, and what its run and the runs beneath it say to it: in the order in which they begin to speak,
 * and those that work side by side each in its own place.
 */
final class LiveTurn extends VBox {

    /** What a turn has done elsewhere. */
    interface Listener {
        /** The run has begun, and can be shown. */
        void began(LiveTurn turn, SpanId run);

        /** Shows a step of the run in the tree. */
        void step(SpanId run, SpanId step);

        /** The same is to be asked of another model. */
        void again(String question);

        /** It is over, or waits. */
        void ended(LiveTurn turn);
    }

    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final RunType type;
    private final Listener listener;
    /** Of each run the one that speaks for it now. */
    private final Map<String, Speaker> speakers = new HashMap<>();

    private final Map<String, RunType> types = new HashMap<>();
    private final Map<String, String> above = new HashMap<>();
    private final Map<String, SpanId> beneath = new HashMap<>();
    private final Map<SpanId, StepFold> steps = new HashMap<>();
    private final Map<SpanId, String> delegated = new HashMap<>();
    private @Nullable SpanId run;
    private String lastSpoken = "";
    private final @Nullable Button again;
    private RunStatus status = RunStatus.RUNNING;
    private boolean waited;
    private long heardAt;

    /** @param type of what is asked */
    LiveTurn(String user, String question, RunType type, Listener listener) {
        this.type = type;
        this.listener = listener;
        getStyleClass().add("turn");
        var button = new Button(Messages.text("agents.again"));
        button.getStyleClass().addAll("link-button", "ask-again");
        button.setOnAction(event -> listener.again(question));
        again = button;
        getChildren().add(new Asked(user, question));
    }

    /** What a run says that goes on after a pause of before; its question stands above it. */
    LiveTurn(SpanId run, RunType type, Listener listener) {
        this.type = type;
        this.listener = listener;
        this.run = run;
        waited = true;
        again = null;
        getStyleClass().add("turn");
    }

    /** Its run as a whole; {@code null} until it has begun. */
    @Nullable SpanId run() {
        return run;
    }

    RunStatus status() {
        return status;
    }

    /** The runs of it. */
    Set<String> runIds() {
        return Set.copyOf(speakers.keySet());
    }

    boolean knows(RunRef ref) {
        return isTop(ref)
                || speakers.containsKey(ref.runId())
                || (ref.parentRunId() != null && speakers.containsKey(ref.parentRunId()));
    }

    private boolean isTop(RunRef ref) {
        return ref.id().equals(run);
    }

    /** @param at when it happened, {@link System#nanoTime} */
    void take(AgentEvent event, long at) {
        var ref = event.run();
        heardAt = at;
        if (event instanceof AgentEvent.Started started) {
            types.put(ref.runId(), started.type());
            if (started.beneath() != null) {
                beneath.put(ref.runId(), started.beneath());
            }
        }
        if (ref.parentRunId() != null) {
            above.put(ref.runId(), ref.parentRunId());
        }
        var speaker = speaker(event, ref);
        switch (event) {
            case AgentEvent.StepStarted step -> begin(speaker, step);
            case AgentEvent.StepDecided step -> step(step.step()).ifPresent(fold -> fold.decided(step.decision()));
            case AgentEvent.StepEnded step -> step(step.step()).ifPresent(fold -> fold.end(step));
            case AgentEvent.ToolEnded call when !speaker.hasBegun(call.use()) -> ended(speaker, call, at);
            case AgentEvent.Ended ended -> {
                speaker.take(event, at);
                end(speaker, ended.output());
            }
            default -> speaker.take(event, at);
        }
        if (event instanceof AgentEvent.Delegated told) {
            delegated.put(told.step(), ref.name());
        }
        if (!speaker.lastWords().isEmpty()) {
            lastSpoken = speaker.lastWords();
        }
        if (run != null && isTop(ref)) {
            follow(event);
        }
    }

    private void follow(AgentEvent event) {
        waited |= status == RunStatus.PAUSED;
        status = RunStatus.RUNNING;
        if (event instanceof AgentEvent.Ended ended) {
            status = ended.output().status();
            steps.values().forEach(StepFold::settle);
            offerAgain();
            listener.ended(this);
        }
    }

    private Speaker speaker(AgentEvent event, RunRef ref) {
        var speaker = speakers.get(ref.runId());
        if (speaker == null || (goesOn(event) && isBehind(speaker))) {
            speaker = speak(ref);
        }
        return speaker;
    }

    /** Whether a run says something new with it. */
    private boolean goesOn(AgentEvent event) {
        return event instanceof AgentEvent.ModelStarted
                || event instanceof AgentEvent.StepStarted
                || (event instanceof AgentEvent.Ended ended && isUnsaid(ended.output()));
    }

    private boolean isUnsaid(RunOutput output) {
        var content = output.content().strip();
        var own = speakers.get(output.runId());
        return output.status() == RunStatus.OK
                && !content.isEmpty()
                && !content.equals(lastSpoken.strip())
                && (own == null || !content.equals(own.lastWords().strip()));
    }

    /** Whether runs beneath it have begun to speak behind it. */
    private boolean isBehind(Speaker speaker) {
        var after = getChildren().indexOf(speaker) + 1;
        return getChildren().stream()
                .skip(after)
                .anyMatch(node -> node instanceof Speaker other
                        && isBeneath(other.run().runId(), speaker.run().runId()));
    }

    private boolean isBeneath(String runId, String upper) {
        for (var at = above.get(runId); at != null; at = above.get(at)) {
            if (at.equals(upper)) {
                return true;
            }
        }
        return false;
    }

    private Speaker speak(RunRef ref) {
        var kind = types.getOrDefault(ref.runId(), run == null || isTop(ref) ? type : RunType.AGENT);
        var speaker = new Speaker(ref, kind, place(ref), this::jump);
        speakers.put(ref.runId(), speaker);
        getChildren().add(speaker);
        if (run == null) {
            run = ref.id();
            listener.began(this, ref.id());
        }
        return speaker;
    }

    private void jump(SpanId step) {
        if (run != null) {
            listener.step(run, step);
        }
    }

    private @Nullable String place(RunRef ref) {
        var step = beneath.get(ref.runId());
        if (step == null) {
            return null;
        }
        var fold = steps.get(step);
        if (fold != null) {
            return Messages.text("agents.in.step", fold.name());
        }
        var leader = delegated.get(step);
        return leader == null ? null : Messages.text("agents.for", leader);
    }

    private void begin(Speaker speaker, AgentEvent.StepStarted step) {
        if (!steps.containsKey(step.step())) {
            var outer = step.above() == null ? null : steps.get(step.above());
            var depth = outer == null ? 0 : outer.depth() + 1;
            var fold = new StepFold(step.what(), depth, () -> jump(step.step()));
            steps.put(step.step(), fold);
            speaker.append(fold);
        }
    }

    private Optional<StepFold> step(SpanId id) {
        return Optional.ofNullable(steps.get(id));
    }

    /** A call that was begun before others spoke ends where it was begun. */
    private void ended(Speaker now, AgentEvent.ToolEnded call, long at) {
        var begun = getChildren().stream()
                .filter(node ->
                        node instanceof Speaker other && other.run().equals(now.run()) && other.hasBegun(call.use()))
                .map(Speaker.class::cast)
                .findFirst()
                .orElse(now);
        begun.take(call, at);
    }

    private void end(Speaker speaker, RunOutput output) {
        if (isUnsaid(output)) {
            speaker.answer(output.content());
        }
    }

    private void offerAgain() {
        if (again != null) {
            getChildren().remove(again);
            if (status != RunStatus.PAUSED) {
                VBox.setMargin(again, new Insets(0, 0, 0, 38));
                getChildren().add(again);
            }
        }
    }

    /** It could not be begun, or ended without a word. */
    void fail(String why) {
        status = RunStatus.ERROR;
        var label = new WrappedLabel(why);
        label.getStyleClass().add("turn-error");
        label.setMinHeight(USE_PREF_SIZE);
        VBox.setMargin(label, new Insets(0, 0, 0, 38));
        getChildren().add(label);
        offerAgain();
        listener.ended(this);
    }

    /**
     * Whether all that it waited for is decided, and nobody here says that he goes on with it, or has for a while: then
     * somebody else may.
     */
    boolean isLeft() {
        return status == RunStatus.PAUSED
                ? speakers.values().stream().anyMatch(Speaker::hasAsked)
                        && speakers.values().stream().allMatch(Speaker::isDecided)
                : goesOnByItself() && System.nanoTime() - heardAt > SILENCE.toNanos();
    }

    /** Whether it had waited, and goes on in this window. */
    boolean goesOnByItself() {
        return waited && status == RunStatus.RUNNING;
    }

    /** Shows how it ended elsewhere. */
    void over(Run now, @Nullable String answer) {
        var top = speakers.get(now.runId());
        if (isLeft() && top != null && now.endNanos() != null) {
            var output = new RunOutput(
                    now.id(),
                    null,
                    top.run().componentId(),
                    now.actor().userId(),
                    now.actor().sessionId(),
                    now.model(),
                    "",
                    answer == null ? "" : answer,
                    now.status(),
                    now.error(),
                    List.of(),
                    Usage.NONE,
                    0,
                    Instant.now(),
                    Duration.ZERO,
                    CompletableFuture.completedFuture(null));
            take(new AgentEvent.Ended(top.run(), output), System.nanoTime());
        }
    }

    /** Shows what has come since. */
    void show() {
        if (status == RunStatus.RUNNING) {
            speakers.values().forEach(Speaker::show);
        }
    }

    /** Whether something was asked for in it. */
    boolean has(Approval approval) {
        return speakers.containsKey(String.valueOf(approval.runId()))
                || speakers.containsKey(String.valueOf(approval.topRunId()));
    }

    /** Shows what is asked for, or what became of it, where it is asked. */
    void show(Approval approval, Function<Approval, ApprovalCard> make) {
        var asking = getChildren().stream()
                .filter(node -> node instanceof Speaker other && other.has(approval))
                .map(Speaker.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    var own = speakers.get(approval.runId());
                    return own != null ? own : speakers.get(String.valueOf(approval.topRunId()));
                });
        if (asking != null) {
            asking.show(approval, make);
        }
    }
}
