package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.replay.live.MissingCall;
import dev.runtree.replay.live.ReplayEvent;
import dev.runtree.replay.live.ToolAnswer;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.agents.StreamedWords;
import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.prose.Piece;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.replay.Forkable.RecordedAnswer;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What happens in a fork, as it happens: answers as they come, what tools were answered, and what the reader is asked. */
final class ForkStream extends ScrollPane {
    private static final int ARGUMENTS = 300;
    private static final double AT_END = 0.97;

    private final VBox content = new VBox();
    private @Nullable StreamedWords words;
    private String streamed = "";
    private boolean isFollowing = true;

    ForkStream() {
        getStyleClass().add("fork-stream");
        content.getStyleClass().add("fork-events");
        setFitToWidth(true);
        setContent(content);
        setAccessibleText(Messages.text("fork.stream"));
        vvalueProperty().subscribe(value -> isFollowing = value.doubleValue() >= AT_END || !isLong());
        content.heightProperty().subscribe(height -> {
            if (isFollowing) {
                setVvalue(1);
            }
        });
    }

    private boolean isLong() {
        return content.getHeight() > getViewportBounds().getHeight();
    }

    void clear() {
        words = null;
        isFollowing = true;
        content.getChildren().clear();
    }

    void show(List<ReplayEvent> events) {
        events.forEach(this::take);
        if (words != null) {
            words.show();
        }
    }

    private void take(ReplayEvent event) {
        switch (event) {
            case ReplayEvent.ModelStarted started -> {
                settle();
                var said = new StreamedWords();
                words = said;
                add(
                        line(BootstrapIcons.STARS, Messages.text("fork.model.started", started.model()), "fork-asks"),
                        said);
            }
            case ReplayEvent.Text text -> {
                if (words != null) {
                    words.add(text.piece());
                }
            }
            case ReplayEvent.ModelRetried retried -> {
                content.getChildren().remove(words);
                words = null;
                add(line(
                        BootstrapIcons.EXCLAMATION_TRIANGLE,
                        Messages.text(
                                "fork.model.retried",
                                retried.reason(),
                                Figures.duration(retried.pause().toNanos())),
                        "fork-retried"));
            }
            case ReplayEvent.ModelEnded ended -> {
                settle();
                add(hint(figures(ended)));
            }
            case ReplayEvent.ToolAnswered answered -> {
                settle();
                add(tool(answered));
            }
        }
    }

    private static String figures(ReplayEvent.ModelEnded ended) {
        var usage = ended.usage();
        return Messages.text(
                "fork.model.ended",
                ended.model(),
                count(usage.input()),
                count(usage.output()),
                ended.cost() == null ? Messages.text("fork.cost.unknown") : Figures.cost(ended.cost()),
                Figures.duration(ended.duration().toNanos()));
    }

    private static String count(@Nullable Long tokens) {
        return tokens == null ? "?" : Figures.count(tokens);
    }

    private static Node tool(ReplayEvent.ToolAnswered answered) {
        var box = new VBox(
                line(BootstrapIcons.WRENCH, answered.tool() + " " + shortened(answered.arguments()), "fork-tool"),
                hint(words(answered.answer())));
        box.getStyleClass().add("fork-answered");
        return box;
    }

    static String shortened(String text) {
        return OneLine.of(text.length() <= ARGUMENTS ? text : text.substring(0, ARGUMENTS) + "…");
    }

    private static String words(ToolAnswer answer) {
        var step = answer.step() == 0
                ? Messages.text("fork.answer.record")
                : Messages.text("fork.answer.step", String.valueOf(answer.step()));
        return switch (answer.how()) {
            case RECORDED -> Messages.text("fork.answer.recorded", step);
            case AGAIN -> Messages.text("fork.answer.again", step);
            case NEAR -> Messages.text("fork.answer.near", step, String.join(", ", answer.differences()));
            case EDITED -> Messages.text("fork.answer.edited");
            case TYPED -> Messages.text("fork.answer.typed");
            case TAKEN -> Messages.text("fork.answer.taken", step);
            case LIVE -> Messages.text(answer.failed() ? "fork.answer.failed" : "fork.answer.live");
        };
    }

    /** Asks what is done about a call that was never recorded. */
    void ask(MissingCall call, Consumer<MissingCall.Decision> decided) {
        settle();
        var card = new MissingCard(call, decision -> {
            endQuestions();
            decided.accept(decision);
        });
        add(card);
        isFollowing = true;
        card.focus();
    }

    /** Asks whether a tool may be run that may change something. */
    void ask(String tool, String arguments, Consumer<Boolean> allowed) {
        settle();
        var card = new PermissionCard(tool, arguments, answer -> {
            endQuestions();
            allowed.accept(answer);
        });
        add(card);
        isFollowing = true;
        card.focus();
    }

    /** What is asked is asked no more; what came of it is told by what follows. */
    void endQuestions() {
        if (content.getChildren().removeIf(node -> node instanceof MissingCard || node instanceof PermissionCard)) {
            requestFocus();
        }
    }

    /** Shows what a model answered then, above what it is asked by itself. */
    void recorded(RecordedAnswer answer) {
        var usage = answer.usage();
        var said = new StreamedWords();
        said.add(answer.words());
        said.end();
        add(
                line(BootstrapIcons.CLOCK_HISTORY, Messages.text("fork.alone.recorded"), "fork-asks"),
                said,
                hint(Messages.text(
                        "fork.model.ended",
                        String.valueOf(answer.model()),
                        count(usage.input()),
                        count(usage.output()),
                        usage.cost() == null ? Messages.text("fork.cost.unknown") : Figures.cost(usage.cost()),
                        Figures.duration(answer.nanos()))));
    }

    /** It is sent for the first, second, ... time. */
    void sent(int number) {
        var head = new Label(Messages.text("fork.alone.sent", Figures.count(number)));
        head.getStyleClass().add("fork-sent");
        add(head);
        isFollowing = true;
    }

    /** What is another one in an answer than in the recorded one; empty where nothing is. */
    void differences(String answer, List<Piece> pieces) {
        if (!answer.equals(streamed)) {
            // The tools that it asks for are no words that are streamed.
            var rest = answer.startsWith(streamed) ? answer.substring(streamed.length()) : answer;
            add(Prose.plain(rest.strip(), "code"));
        }
        add(hint(Messages.text(pieces.isEmpty() ? "fork.alone.equal" : "fork.alone.differs")));
        if (!pieces.isEmpty()) {
            add(Prose.of(answer, List.of(new Passage(pieces))));
        }
    }

    /** Says how it ended. */
    void end(String text, boolean isGood) {
        settle();
        add(line(
                isGood ? BootstrapIcons.CHECK_CIRCLE_FILL : BootstrapIcons.X_OCTAGON_FILL,
                text,
                isGood ? "fork-ended" : "fork-broken"));
    }

    private void settle() {
        if (words != null) {
            streamed = words.whole();
            if (streamed.isEmpty()) {
                content.getChildren().remove(words);
            } else {
                words.end();
            }
            words = null;
        }
    }

    private void add(Node... nodes) {
        content.getChildren().addAll(nodes);
    }

    private static Node line(Ikon icon, String text, String style) {
        var label = new WrappedLabel(text);
        label.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(label, Priority.ALWAYS);
        var line = new HBox(Icons.icon(icon), label);
        line.getStyleClass().addAll("fork-line", style);
        return line;
    }

    private static Label hint(String text) {
        var label = new WrappedLabel(text);
        label.getStyleClass().addAll("hint", "fork-hint");
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
