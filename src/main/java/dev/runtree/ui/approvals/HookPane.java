package dev.runtree.ui.approvals;

import dev.runtree.store.ParkedHook;
import dev.runtree.store.ParkedHooks;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.detail.LongText;
import dev.runtree.ui.text.JsonText;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A parked hook: what went wrong, and what is to become of it. */
final class HookPane extends VBox {
    private final Background background;
    private final ParkedHooks hooks;
    private final ParkedHook hook;
    private final Runnable changed;
    private final VBox deciding = new VBox();
    private final Label told = new WrappedLabel();

    /**
     * @param openRun shows a run by its id
     * @param changed called when it was said what is to become of it
     */
    HookPane(Background background, ParkedHooks hooks, ParkedHook hook, Consumer<String> openRun, Runnable changed) {
        this.background = background;
        this.hooks = hooks;
        this.hook = hook;
        this.changed = changed;
        getStyleClass().addAll("approval-card", "hook-card");
        var title = new Label(hook.hook());
        title.getStyleClass().add("approval-title");
        title.setMinWidth(0);
        var of = new Label(Messages.text("approvals.hooks.of", hook.component()));
        of.getStyleClass().add("approval-asker");
        of.setMinWidth(0);
        var head = new HBox(Icons.icon(BootstrapIcons.LINK_45DEG), title, of);
        head.getStyleClass().add("approval-head");
        var run = new Hyperlink(Messages.text("approvals.open.run"));
        run.setOnAction(event -> openRun.accept(hook.run().runId()));
        var facts = new VBox(
                said(Messages.text(
                        "approvals.hooks.facts", ApprovalWords.time(hook.createdAt()), HookCell.tries(hook))),
                run,
                heading("approvals.hooks.error"),
                new LongText(hook.error(), "hook-error"),
                heading("approvals.hooks.event"),
                new LongText(JsonText.pretty(hook.event()).orElse(hook.event()), "json-plain"));
        facts.getStyleClass().add("hook-facts");
        deciding.getStyleClass().add("approval-foot");
        told.getStyleClass().add("approval-problem");
        told.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(head, facts, deciding);
        offer();
    }

    private static Label said(String words) {
        var label = new WrappedLabel(words);
        label.getStyleClass().add("approval-note");
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static Label heading(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("approval-heading");
        return label;
    }

    private void offer() {
        var retry = new KeyButton(
                BootstrapIcons.ARROW_REPEAT,
                Messages.text("approvals.hooks.retry"),
                "",
                () -> resolve(() -> hooks.retry(hook.eventId(), Decisions.decider()), "approvals.hooks.retried"));
        retry.getStyleClass().add("accent");
        var discard = new KeyButton(BootstrapIcons.X, Messages.text("approvals.hooks.discard"), "", this::askDiscard);
        discard.getStyleClass().add("reject");
        deciding.getChildren().setAll(buttons(retry, discard), said(Messages.text("approvals.hooks.note")));
    }

    private static FlowPane buttons(Node... all) {
        var buttons = new FlowPane(all);
        buttons.getStyleClass().add("approval-buttons");
        return buttons;
    }

    private void askDiscard() {
        var yes = new KeyButton(
                BootstrapIcons.X,
                Messages.text("approvals.hooks.discard.now"),
                "",
                () -> resolve(() -> hooks.discard(hook.eventId(), Decisions.decider()), "approvals.hooks.discarded"));
        yes.getStyleClass().add("reject");
        var back =
                new KeyButton(BootstrapIcons.ARROW_COUNTERCLOCKWISE, Messages.text("approvals.back"), "", this::offer);
        back.getStyleClass().add("flat");
        deciding.getChildren()
                .setAll(said(Messages.text("approvals.hooks.discard.sure", hook.hook())), buttons(yes, back));
        back.requestFocus();
    }

    private void resolve(Supplier<Boolean> deed, String done) {
        deciding.setDisable(true);
        background.call(
                deed::get,
                resolved -> {
                    deciding.setDisable(false);
                    told.setText(Messages.text(resolved ? done : "approvals.hooks.late"));
                    deciding.getChildren().setAll(said(told.getText()));
                    changed.run();
                },
                why -> {
                    deciding.setDisable(false);
                    offer();
                    told.setText(Messages.text("approvals.not.written", String.valueOf(why.getMessage())));
                    deciding.getChildren().addFirst(told);
                });
    }
}
