package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.detail.LongText;
import dev.runtree.ui.provenance.ArgumentsView;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * One approval, in which it can be decided: its arguments, which can be edited, and the buttons and keys for it. It writes
 * nothing by itself: what the reader decides is told to {@link #onApprove} and {@link #onReject}, and {@link #show} then shows
 * what has become of it; {@link Decisions#attach} does all of that. Where it stands in a pane that knows where values come
 * from, its arguments are marked.
 */
public final class ApprovalCard extends VBox {
    /** Of arguments; more are read as one text. */
    static final int MOST_ROWS = 200;

    private static final PseudoClass PENDING = PseudoClass.getPseudoClass("pending");

    private Approval approval;
    private Consumer<@Nullable String> approve = arguments -> {};
    private Consumer<@Nullable String> reject = reason -> {};
    private @Nullable ArgumentsEditor editor;
    private CardFoot foot = foot();

    /** @param approval whole: a list's may have lost the end of its arguments, see {@link Approval#isWhole} */
    public ApprovalCard(Approval approval) {
        this.approval = approval;
        getStyleClass().add("approval-card");
        setAccessibleRole(AccessibleRole.PARENT);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (press(event)) {
                event.consume();
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            // A text area would take it for a line, and the shell for something else.
            if (CardFoot.DECIDE.match(event) || isLeaving(event)) {
                press(event);
                event.consume();
            }
        });
        fill();
    }

    private boolean isLeaving(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE && foot.state() != CardFoot.State.DECIDING;
    }

    /** What has become of one that was decided, by whom and when, in a few words. */
    public static String end(Approval approval) {
        return ApprovalWords.end(approval);
    }

    /** What has become of it, as an icon. */
    public static Node icon(Approval approval) {
        return Icons.icon(ApprovalWords.icon(approval), ApprovalWords.styleClass(approval.status()));
    }

    public Approval approval() {
        return approval;
    }

    /** Told of an approval: with the arguments to call the tool with, a JSON object, or {@code null} for the model's own. */
    public void onApprove(Consumer<@Nullable String> handler) {
        approve = handler;
    }

    /** Told of a rejection: with the reason, of which the model is told, or {@code null} for none. */
    public void onReject(Consumer<@Nullable String> handler) {
        reject = handler;
    }

    /** Shows what the approval is now. What the reader is writing stays while it waits. */
    public void show(Approval now) {
        if (!now.equals(approval)) {
            approval = now;
            if (!now.isPending() || foot.state() == CardFoot.State.DECIDING) {
                fill();
            }
        }
    }

    /** Says that a decision is being written, so that nobody makes another. */
    public void setWorking(boolean now) {
        foot.working(now);
        if (editor != null) {
            editor.setDisable(now);
        }
    }

    /** Tells why it was not decided, in a sentence. */
    public void tell(String why) {
        foot.tell(why);
        if (!getChildren().contains(foot)) {
            getChildren().add(words(why, "approval-problem"));
        }
    }

    /** Whether the reader has begun to edit or to reject, and would lose what was written. */
    public boolean isBeingDecided() {
        return approval.isPending() && foot.state() != CardFoot.State.DECIDING;
    }

    /** Does what a key does that was pressed in the card, or beside it in a list; says whether it did anything. */
    public boolean press(KeyEvent event) {
        if (!approval.isPending() || foot.isDisable()) {
            return false;
        }
        if (CardFoot.DECIDE.match(event)) {
            decide();
            return true;
        }
        if (isLeaving(event)) {
            back();
            return true;
        }
        if (foot.state() != CardFoot.State.DECIDING
                || event.getTarget() instanceof TextInputControl
                || event.isShortcutDown()
                || event.isAltDown()
                || event.isMetaDown()) {
            return false;
        }
        return switch (event.getCode()) {
            case E -> edit();
            case R -> {
                reject();
                yield true;
            }
            default -> false;
        };
    }

    /** Approves what is asked, or what the reader made of it, as its button does. */
    void approve() {
        if (approval.isPending() && !foot.isDisable()) {
            decide();
        }
    }

    void beginEditing() {
        if (approval.isPending() && foot.state() == CardFoot.State.DECIDING) {
            edit();
        }
    }

    void beginRejecting() {
        if (approval.isPending() && foot.state() == CardFoot.State.DECIDING) {
            reject();
        }
    }

    private void fill() {
        editor = null;
        foot = foot();
        foot.canEdit(canEdit());
        pseudoClassStateChanged(PENDING, approval.isPending());
        getStyleClass().removeIf(name -> name.startsWith("approval-") && !name.equals("approval-card"));
        getStyleClass().add(ApprovalWords.styleClass(approval.status()));
        setAccessibleText(
                Messages.text("approvals.card.spoken", ApprovalWords.tool(approval), ApprovalWords.status(approval)));
        arrange();
    }

    private void arrange() {
        var parts = new ArrayList<Node>();
        parts.add(new CardHead(approval));
        if (approval.description() != null && !approval.description().isBlank()) {
            parts.add(words(ApprovalWords.oneLine(approval.description()), "approval-description"));
        }
        parts.add(editor == null ? arguments() : editor);
        if (approval.isPending()) {
            parts.add(foot);
        } else {
            parts.add(new CardEnd(approval));
        }
        getChildren().setAll(parts);
    }

    private Node arguments() {
        var asked = approval.arguments();
        if (asked == null) {
            return words(
                    Messages.text(approval.erasedAt() == null ? "approvals.no.arguments" : "approvals.erased"),
                    "approval-description");
        }
        var visible = VisibleJson.of(asked);
        var members = JsonText.members(visible).orElse(List.of());
        if (members.isEmpty() || members.size() > MOST_ROWS) {
            var text = new VBox(new LongText(visible, "json-plain"));
            text.getStyleClass().add("whole-arguments");
            return text;
        }
        return new ArgumentsView(members, LongText::of);
    }

    private static WrappedLabel words(String text, String styleClass) {
        var label = new WrappedLabel(text);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private CardFoot foot() {
        return new CardFoot(new CardFoot.Deeds() {
            @Override
            public void approve() {
                decide();
            }

            @Override
            public void edit() {
                ApprovalCard.this.edit();
            }

            @Override
            public void reject() {
                ApprovalCard.this.reject();
            }

            @Override
            public void back() {
                ApprovalCard.this.back();
            }
        });
    }

    private boolean canEdit() {
        var asked = approval.arguments();
        return approval.isWhole() && (asked == null || ArgumentsEditor.canEdit(asked));
    }

    private boolean edit() {
        if (canEdit() && editor == null) {
            var asked = approval.arguments();
            editor = new ArgumentsEditor(asked == null ? "{}" : VisibleJson.of(asked), this::edited);
            foot.turn(CardFoot.State.EDITING, false);
            arrange();
            editor.focus();
        }
        return canEdit();
    }

    private void edited() {
        var now = editor;
        if (now != null) {
            foot.turn(CardFoot.State.EDITING, now.isEdited());
        }
    }

    private void reject() {
        if (foot.state() == CardFoot.State.REJECTING) {
            var reason = foot.reason().strip();
            reject.accept(reason.isEmpty() ? null : reason);
        } else {
            foot.turn(CardFoot.State.REJECTING, false);
            foot.askReason();
        }
    }

    /** As it was before the reader began to edit or to reject. */
    private void back() {
        fill();
        requestFocus();
    }

    private void decide() {
        if (foot.state() == CardFoot.State.REJECTING) {
            reject();
            return;
        }
        var edits = editor;
        var wrong = edits == null ? null : edits.mistake();
        if (wrong != null && edits != null) {
            foot.tell(wrong);
            edits.focus();
        } else {
            approve.accept(edits != null && edits.isEdited() ? edits.text() : null);
        }
    }
}
