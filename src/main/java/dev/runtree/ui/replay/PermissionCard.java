package dev.runtree.ui.replay;

import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** Asks before a tool is run that may change something. Whoever just presses Enter has said no. */
final class PermissionCard extends VBox {
    private final Consumer<Boolean> allowed;
    private final Button no;

    PermissionCard(String tool, String arguments, Consumer<Boolean> allowed) {
        this.allowed = allowed;
        getStyleClass().add("fork-question");
        var title = new WrappedLabel(Messages.text("fork.permission", tool));
        title.getStyleClass().add("edited-name");
        title.setMinHeight(USE_PREF_SIZE);
        var told = new WrappedLabel(ForkStream.shortened(arguments));
        told.getStyleClass().add("fork-arguments");
        told.setMinHeight(USE_PREF_SIZE);
        no = button("fork.permission.no", false);
        var buttons = new FlowPane(button("fork.permission.yes", true), no);
        buttons.getStyleClass().add("fork-buttons");
        getChildren().addAll(title, told, buttons);
    }

    private Button button(String key, boolean answer) {
        var button = new Button(Messages.text(key));
        button.setOnAction(event -> allowed.accept(answer));
        return button;
    }

    void focus() {
        no.requestFocus();
    }
}
