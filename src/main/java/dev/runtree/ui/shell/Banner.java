package dev.runtree.ui.shell;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A band under the filter bar for what concerns the whole window; what was read stays usable beneath it. */
final class Banner extends HBox {
    private final Label text = new WrappedLabel();
    private final Button retry = new Button(Messages.text("retry"));
    private @Nullable Object owner;

    Banner() {
        getStyleClass().add("banner");
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
        show(null, message, Messages.text("retry"), again);
    }

    /**
     * Says what is in the way and offers a way around it.
     *
     * @param by who says so, and may take it back
     * @param does what the button is called
     */
    void offer(Object by, String message, String does, Runnable work) {
        show(by, message, does, work);
    }

    private void show(@Nullable Object by, String message, String does, @Nullable Runnable again) {
        owner = by;
        text.setText(message);
        retry.setText(does);
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
        owner = null;
        setVisible(false);
    }

    /** Takes back what somebody offered, if that is still what is said. */
    void hide(Object by) {
        if (by.equals(owner)) {
            hide();
        }
    }
}
