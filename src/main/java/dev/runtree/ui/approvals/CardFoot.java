package dev.runtree.ui.approvals;

import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedArea;
import dev.runtree.ui.WrappedLabel;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The last lines of a card: the buttons, the reason of a rejection, and what went wrong. */
final class CardFoot extends VBox {
    static final KeyCombination DECIDE = KeyCombination.valueOf("Shortcut+Enter");

    private final FlowPane buttons = new FlowPane();
    private final KeyButton approve;
    private final KeyButton edit;
    private final KeyButton reject;
    private final KeyButton back;
    private final TextArea reason = new WrappedArea();
    private final VBox asking = new VBox();
    private final Label problem = new WrappedLabel();
    private final Label note = new WrappedLabel(Messages.text("approvals.card.note"));
    private boolean canEdit;
    private State state = State.DECIDING;

    /** What is being done with it. */
    enum State {
        DECIDING,
        EDITING,
        REJECTING
    }

    /** What the buttons do. */
    interface Deeds {
        void approve();

        void edit();

        void reject();

        void back();
    }

    CardFoot(Deeds deeds) {
        approve = new KeyButton(BootstrapIcons.CHECK2, "", DECIDE.getDisplayText(), deeds::approve);
        edit = new KeyButton(BootstrapIcons.PENCIL, Messages.text("approvals.edit"), "E", deeds::edit);
        reject = new KeyButton(BootstrapIcons.X, "", "R", deeds::reject);
        back = new KeyButton(BootstrapIcons.ARROW_COUNTERCLOCKWISE, "", "Esc", deeds::back);
        getStyleClass().add("approval-foot");
        approve.getStyleClass().add("accent");
        reject.getStyleClass().add("reject");
        back.getStyleClass().add("flat");
        buttons.getStyleClass().add("approval-buttons");
        problem.getStyleClass().add("approval-problem");
        problem.managedProperty().bind(problem.visibleProperty());
        problem.setVisible(false);
        note.getStyleClass().add("approval-note");
        note.setMinHeight(USE_PREF_SIZE);
        problem.setMinHeight(USE_PREF_SIZE);
        reason.setMinHeight(USE_PREF_SIZE);
        reason.setPromptText(Messages.text("approvals.reason.prompt"));
        reason.setAccessibleText(Messages.text("approvals.reason"));
        reason.setPrefRowCount(2);
        reason.addEventFilter(javafx.scene.input.KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB && !event.isShortcutDown()) {
                (event.isShiftDown() ? back : reject).requestFocus();
                event.consume();
            }
        });
        var title = new Label(Messages.text("approvals.reason"));
        title.getStyleClass().add("approval-reason-title");
        asking.getChildren().addAll(title, reason);
        asking.getStyleClass().add("approval-reason");
        asking.managedProperty().bind(asking.visibleProperty());
        getChildren().addAll(asking, problem, buttons, note);
        turn(State.DECIDING, false);
    }

    /** @param possible whether the arguments can be edited here */
    void canEdit(boolean possible) {
        canEdit = possible;
        turn(state, false);
    }

    State state() {
        return state;
    }

    void turn(State now, boolean edited) {
        if (now != state) {
            tell(null);
        }
        state = now;
        var rejecting = now == State.REJECTING;
        asking.setVisible(rejecting);
        approve.setText(Messages.text(edited ? "approvals.approve.edited" : "approvals.approve"));
        approve.setTooltip(new Tooltip(approve.getText() + "   " + DECIDE.getDisplayText()));
        approve.setVisible(!rejecting);
        edit.setVisible(now == State.DECIDING && canEdit);
        reject.setText(Messages.text(rejecting ? "approvals.reject.now" : "approvals.reject"));
        reject.setKeys(rejecting ? DECIDE.getDisplayText() : "R");
        reject.setVisible(now != State.EDITING);
        back.setText(Messages.text(rejecting ? "approvals.back" : "approvals.reset"));
        back.setVisible(now != State.DECIDING);
        buttons.getChildren().setAll(approve, edit, reject, back);
    }

    /** Tells what went wrong; {@code null} for nothing. */
    void tell(@Nullable String words) {
        problem.setText(words);
        problem.setVisible(words != null);
    }

    void working(boolean now) {
        setDisable(now);
    }

    String reason() {
        return reason.getText();
    }

    void askReason() {
        reason.requestFocus();
    }
}
