package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.model.Figures;
import dev.runtree.store.ApprovalQueue.Outcome;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedArea;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Several approvals that are decided together; it asks once. */
final class Batch extends VBox {
    private static final int MOST_LINES = 12;

    private final Background background;
    private final Decisions decisions;
    private final List<Approval> approvals;
    private final Runnable done;
    private final VBox deciding = new VBox();

    /** @param done called once they were decided */
    Batch(Background background, Decisions decisions, List<Approval> approvals, Runnable done) {
        this.background = background;
        this.decisions = decisions;
        this.approvals = List.copyOf(approvals);
        this.done = done;
        getStyleClass().addAll("approval-card", "approval-batch");
        var title = new Label(Messages.text("approvals.batch", count()));
        title.getStyleClass().add("approval-title");
        var lines = new VBox(title);
        lines.getStyleClass().add("approval-batch-lines");
        for (var each : this.approvals.subList(0, Math.min(MOST_LINES, this.approvals.size()))) {
            lines.getChildren()
                    .add(line(ApprovalWords.tool(each) + "  " + ApprovalWords.arguments(each), "approval-arguments"));
        }
        if (this.approvals.size() > MOST_LINES) {
            lines.getChildren()
                    .add(line(
                            Messages.text(
                                    "approvals.batch.more", Figures.count(this.approvals.size() - (long) MOST_LINES)),
                            "said"));
        }
        deciding.getStyleClass().add("approval-foot");
        getChildren().addAll(lines, deciding);
        offer();
    }

    private static Label line(String words, String styleClass) {
        var line = new Label(words);
        line.getStyleClass().add(styleClass);
        line.setMinWidth(0);
        return line;
    }

    private String count() {
        return Figures.count(approvals.size());
    }

    private void offer() {
        var approve = new KeyButton(
                BootstrapIcons.CHECK2, Messages.text("approvals.batch.approve", count()), "", this::askApproval);
        var reject = new KeyButton(
                BootstrapIcons.X, Messages.text("approvals.batch.reject", count()), "", this::askRejection);
        reject.getStyleClass().add("reject");
        deciding.getChildren().setAll(buttons(approve, reject));
    }

    private static FlowPane buttons(KeyButton... all) {
        var buttons = new FlowPane(all);
        buttons.getStyleClass().add("approval-buttons");
        return buttons;
    }

    private KeyButton back() {
        var back =
                new KeyButton(BootstrapIcons.ARROW_COUNTERCLOCKWISE, Messages.text("approvals.back"), "", this::offer);
        back.getStyleClass().add("flat");
        return back;
    }

    void askApproval() {
        var yes = new KeyButton(
                BootstrapIcons.CHECK2,
                Messages.text("approvals.batch.approve.now", count()),
                "",
                () -> decide(each -> decisions.approve(each, null)));
        yes.getStyleClass().add("accent");
        deciding.getChildren()
                .setAll(words(Messages.text("approvals.batch.approve.sure", count())), buttons(yes, back()));
        yes.requestFocus();
    }

    void askRejection() {
        var reason = new WrappedArea();
        reason.setPrefRowCount(2);
        reason.setMinHeight(USE_PREF_SIZE);
        reason.setPromptText(Messages.text("approvals.reason.prompt"));
        reason.setAccessibleText(Messages.text("approvals.reason"));
        var yes = new KeyButton(
                BootstrapIcons.X,
                Messages.text("approvals.batch.reject.now", count()),
                "",
                () -> decide(each -> decisions.reject(each, reason.getText())));
        yes.getStyleClass().add("reject");
        deciding.getChildren()
                .setAll(words(Messages.text("approvals.batch.reject.sure", count())), reason, buttons(yes, back()));
        reason.requestFocus();
    }

    private static Label words(String text) {
        var words = new WrappedLabel(text);
        words.setMinHeight(USE_PREF_SIZE);
        return words;
    }

    private void decide(Function<Approval, Outcome> deed) {
        setDisable(true);
        background.call(
                () -> {
                    var told = new ArrayList<String>();
                    var decided = 0;
                    for (var each : approvals) {
                        try {
                            switch (deed.apply(each)) {
                                case Outcome.Decided now -> decided++;
                                case Outcome.TooLate late -> told.add(ApprovalWords.tooLate(late.now()));
                                case Outcome.Unknown gone -> told.add(Messages.text("approvals.gone"));
                            }
                        } catch (RuntimeException e) {
                            // What stands in the way of one stands in the way of all: the rest is left as it is.
                            told.add(Messages.text("approvals.not.written", String.valueOf(e.getMessage())));
                            break;
                        }
                    }
                    told.addFirst(Messages.text("approvals.batch.done", Figures.count(decided), count()));
                    return told;
                },
                this::tell,
                why -> tell(List.of(Messages.text("approvals.not.written", String.valueOf(why.getMessage())))));
    }

    private void tell(List<String> lines) {
        setDisable(false);
        var shown = lines.subList(0, Math.min(MOST_LINES, lines.size()));
        deciding.getChildren().setAll(shown.stream().map(Batch::words).toList());
        done.run();
    }
}
