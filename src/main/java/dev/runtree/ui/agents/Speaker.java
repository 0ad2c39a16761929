package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRef;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.model.Approval;
import dev.runtree.model.Figures;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.approvals.ApprovalCard;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * What one run says at one place of a chat: what it thinks and answers, its calls of tools and steps, the approvals that it asks
 * for. A run that goes on after others beneath it have spoken has another speaker behind theirs.
 */
final class Speaker extends HBox {
    private final RunRef run;
    private final Consumer<SpanId> jump;
    private final SpeakerHead head;
    private final VBox said;
    private final Label foot = new Label();
    private final Map<String, CallFold> calls = new HashMap<>();
    private final Map<SpanId, CallFold> callSteps = new HashMap<>();
    private final Map<String, ApprovalCard> approvals = new HashMap<>();
    private @Nullable StreamedWords words;
    private @Nullable ThoughtFold thought;
    private String lastWords = "";
    private long modelAsked;
    private long firstToken;

    /**
     * @param type of what runs
     * @param place for whom or in which step it works; {@code null} for the run that the user asked
     * @param jump shows a step in the tree
     */
    Speaker(RunRef run, RunType type, @Nullable String place, Consumer<SpanId> jump) {
        this.run = run;
        this.jump = jump;
        getStyleClass().addAll("turn-row", "chat-speaker");
        var kind = new StackPane(Icons.icon(Icons.of(type), "run-kind", Icons.kindClass(type)));
        kind.getStyleClass().add("answer-avatar");
        head = new SpeakerHead(run.name(), place, () -> jump.accept(run.id()));
        foot.getStyleClass().addAll("figure", "speed");
        foot.setMinWidth(0);
        foot.managedProperty().bind(foot.textProperty().isNotEmpty());
        said = new VBox(head, foot);
        said.getStyleClass().add("said");
        said.setMinWidth(0);
        HBox.setHgrow(said, Priority.ALWAYS);
        getChildren().addAll(kind, said);
    }

    RunRef run() {
        return run;
    }

    /** The last answer that was said here, whole; empty when there was none. */
    String lastWords() {
        return lastWords;
    }

    private void append(Node node) {
        said.getChildren().add(said.getChildren().size() - 1, node);
    }

    /** Puts a step of the workflow here. */
    void append(StepFold step) {
        append((Node) step);
    }

    /** @param at when it happened, {@link System#nanoTime} */
    void take(AgentEvent event, long at) {
        switch (event) {
            case AgentEvent.ModelStarted asked -> {
                head.model(asked.model());
                modelAsked = at;
                firstToken = 0;
                endWords(at);
                foot.setText(Messages.text("agents.asks"));
            }
            case AgentEvent.ThoughtDelta delta -> thought(at).add(delta.text());
            case AgentEvent.TextDelta delta -> {
                if (firstToken == 0) {
                    firstToken = at;
                }
                endThought(at);
                words().add(delta.text());
            }
            case AgentEvent.ModelEnded ended -> {
                if (thought != null) {
                    thought.took(ended.usage().reasoning());
                }
                endWords(at);
                foot.setText(speed(ended, at));
            }
            case AgentEvent.ModelRetried again -> {
                drop();
                foot.setText(Messages.text(
                        "agents.retried", Figures.duration(again.pause().toNanos()), again.error()));
            }
            case AgentEvent.ToolStarted call -> {
                endWords(at);
                var fold = new CallFold(call.name(), call.arguments(), () -> jump.accept(call.step()));
                calls.put(key(call.callId(), call.name()), fold);
                callSteps.put(call.step(), fold);
                append(fold);
            }
            case AgentEvent.Delegated told -> delegated(told);
            case AgentEvent.ToolEnded call -> ended(call.use());
            case AgentEvent.Ended ended -> end(ended.output(), at);
            case AgentEvent.Started _, AgentEvent.StepStarted _, AgentEvent.StepDecided _, AgentEvent.StepEnded _ -> {}
        }
    }

    private void delegated(AgentEvent.Delegated told) {
        var fold = callSteps.get(told.step());
        if (fold == null) {
            fold = new CallFold(told.member(), told.task(), () -> jump.accept(told.step()));
            callSteps.put(told.step(), fold);
            append(fold);
        }
        fold.delegates(told);
    }

    /** Whether it is this one that told of the call's beginning. */
    boolean hasBegun(ToolUse use) {
        return calls.containsKey(key(use.callId(), use.name()));
    }

    private void ended(ToolUse use) {
        var fold = calls.get(key(use.callId(), use.name()));
        if (fold == null) {
            fold = new CallFold(use.name(), use.arguments(), null);
            append(fold);
        }
        fold.end(use);
    }

    private static String key(@Nullable String callId, String name) {
        return callId == null ? name : callId;
    }

    private ThoughtFold thought(long at) {
        var now = thought;
        if (now == null) {
            now = new ThoughtFold(at);
            thought = now;
            append(now);
        }
        return now;
    }

    private void endThought(long at) {
        if (thought != null) {
            thought.end(at);
        }
    }

    private StreamedWords words() {
        var now = words;
        if (now == null) {
            now = new StreamedWords();
            words = now;
            append(now);
        }
        return now;
    }

    private void endWords(long at) {
        endThought(at);
        thought = null;
        if (words != null) {
            words.end();
            lastWords = words.whole();
            words = null;
        }
    }

    private void drop() {
        if (words != null) {
            said.getChildren().remove(words);
            words = null;
        }
        if (thought != null) {
            said.getChildren().remove(thought);
            thought = null;
        }
    }

    private String speed(AgentEvent.ModelEnded ended, long at) {
        var tokens = ended.usage().output();
        if (tokens == null || tokens == 0) {
            return "";
        }
        var text = new StringBuilder(Figures.count(tokens)).append(" tok");
        if (firstToken != 0 && at - firstToken > 1_000_000) {
            long perSecond = Math.round(tokens * 1e9 / (at - firstToken));
            text.append("  ").append(Figures.count(perSecond)).append(" tok/s");
        }
        if (firstToken != 0) {
            text.append("  ").append(Messages.text("agents.first.token", Figures.duration(firstToken - modelAsked)));
        }
        var reasoning = ended.usage().reasoning();
        if (reasoning != null && reasoning > 0) {
            text.append("  ").append(Messages.text("agents.reasoning", Figures.count(reasoning)));
        }
        return text.toString();
    }

    /** Shows what has come since. */
    void show() {
        if (thought != null) {
            thought.show();
        }
        if (words != null) {
            words.show();
            foot.setText(Messages.text("agents.streaming", Figures.duration(Math.max(0, firstToken - modelAsked))));
        } else if (thought != null) {
            foot.setText(Messages.text("agents.thinks"));
        }
    }

    private void end(RunOutput output, long at) {
        endWords(at);
        calls.values().forEach(CallFold::leave);
        if (output.status() == RunStatus.ERROR || output.status() == RunStatus.CANCELLED) {
            foot.setText("");
            append(ended(output));
        }
    }

    /** What the run answers, where it has not said it as it came. */
    void answer(String content) {
        var whole = new StreamedWords();
        whole.add(content);
        whole.end();
        lastWords = content;
        append(whole);
    }

    private HBox ended(RunOutput output) {
        var failed = output.status() == RunStatus.ERROR;
        var why = output.error() == null ? "" : output.error();
        var text = new WrappedLabel(Fold.oneLine(failed ? why : Messages.text("agents.cancelled", why)));
        text.getStyleClass().add(failed ? "turn-error" : "unsaid");
        text.setMinWidth(0);
        text.setMinHeight(USE_PREF_SIZE);
        var link = new Button(Messages.text("agents.open.step"));
        link.getStyleClass().add("link-button");
        link.setMinWidth(USE_PREF_SIZE);
        link.setOnAction(event -> jump.accept(run.id()));
        var line = new HBox(text, link);
        line.getStyleClass().add("call-line");
        return line;
    }

    /** Whether all that it asked for is decided, as far as is known here. */
    boolean isDecided() {
        return approvals.values().stream().noneMatch(card -> card.approval().isPending());
    }

    boolean hasAsked() {
        return !approvals.isEmpty();
    }

    boolean has(Approval approval) {
        return approvals.containsKey(approval.id());
    }

    /** Shows what is asked for, or what became of it. */
    void show(Approval approval, Function<Approval, ApprovalCard> make) {
        var card = approvals.get(approval.id());
        if (card == null) {
            card = make.apply(approval);
            approvals.put(approval.id(), card);
            append(card);
        }
        card.show(approval);
        if (approval.isPending()) {
            foot.setText("");
        }
    }
}
