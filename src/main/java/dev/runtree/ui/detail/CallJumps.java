package dev.runtree.ui.detail;

import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.Messages;
import dev.runtree.ui.run.Around;
import dev.runtree.ui.run.Step;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The buttons, and the keys comma and full stop, that lead from a step to the model calls before and after it. */
final class CallJumps {
    private final Button before;
    private final Button after;

    CallJumps(Button before, Button after, Consumer<SpanId> goTo) {
        this.before = before;
        this.after = after;
        before.setOnAction(event -> goTo.accept((SpanId) before.getUserData()));
        after.setOnAction(event -> goTo.accept((SpanId) after.getUserData()));
    }

    void show(Step step) {
        var around = step.around();
        var tool = step.span().kind() != SpanKind.LLM;
        var there = !around.before().isEmpty() || around.after() != null;
        show(
                before,
                there,
                around.before().isEmpty() ? null : around.before().getFirst(),
                tool ? "detail.jump.asked" : "detail.jump.before",
                ",");
        show(after, there, around.after(), tool ? "detail.jump.saw" : "detail.jump.after", ".");
    }

    private static void show(Button button, boolean there, Around.@Nullable Call call, String key, String keys) {
        button.setVisible(there);
        button.setManaged(there);
        button.setDisable(call == null);
        button.setUserData(call == null ? null : call.span().id());
        button.setAccessibleText(Messages.text(key));
        button.setTooltip(new Tooltip(Messages.text(key) + "   " + keys));
    }

    /** From anywhere in the pane but fields in which one writes. */
    void pressed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        var button = event.getCode() == KeyCode.COMMA ? before : event.getCode() == KeyCode.PERIOD ? after : null;
        if (button != null && button.isVisible() && !button.isDisabled()) {
            button.fire();
            event.consume();
        }
    }
}
