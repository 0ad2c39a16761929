package dev.runtree.ui.check;

import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.WrappedLabel;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What cases are and how one comes by them, as long as none was chosen. */
final class EmptyChecks extends VBox {
    private static final double WIDEST = 560;

    private final Button folder;

    EmptyChecks(PlacesBar bar) {
        getStyleClass().addAll("fork-page", "check-empty");
        var title = new Label(Messages.text("checks.empty.title"));
        title.getStyleClass().add("pane-title");
        folder = bar.folder();
        var buttons = new HBox(folder, bar.files());
        buttons.getStyleClass().add("card-actions");
        getChildren()
                .addAll(
                        title,
                        text(Messages.text("checks.empty.text")),
                        buttons,
                        text(Messages.text("checks.empty.new", Shortcut.SAVE_CASE.keys())));
    }

    private static Label text(String words) {
        var text = new WrappedLabel(words);
        text.getStyleClass().add("hint");
        text.setMaxWidth(WIDEST);
        text.setMinHeight(USE_PREF_SIZE);
        return text;
    }

    void focus() {
        folder.requestFocus();
    }
}
