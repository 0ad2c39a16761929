package dev.runtree.ui.shell;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A band under the filter bar for what concerns the whole window; what was read stays usable beneath it. */
final class Banner extends HBox {
    private final Label text = new Label();
    private final Button retry = new Button(Messages.text("retry"));

    Banner() {
        getStyleClass().add("banner");
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        setHgrow(text, Priority.ALWAYS);
        var close = new Button(Messages.text("close"));
        close.setOnAction(event -> hide());
        retry.getStyleClass().add("small");
        close.getStyleClass().add("small");
        retry.managedProperty().bind(retry.visibleProperty());
        managedProperty().bind(visibleProperty());
        getChildren().addAll(Icons.icon(BootstrapIcons.EXCLAMATION_TRIANGLE_FILL), text, retry, close);
        hide();
    }

    /** @param again what Retry does; {@code null} where that would not help */
    void show(String message, @Nullable Runnable again) {
        text.setText(message);
        retry.setVisible(again != null);
        retry.setOnAction(event -> {
            hide();
            if (again != null) {
                again.run();
            }
        });
        setVisible(true);
    }

    void hide() {
        setVisible(false);
    }
}
