package dev.runtree.ui.shell;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Files may be dropped anywhere on the window. While some are held over it, it says what will become of them. */
final class DropTarget {
    private final StackPane root;
    private final BooleanSupplier takes;
    private final Consumer<List<Path>> dropped;
    private final StackPane veil;

    /** @param takes whether files can be read now */
    DropTarget(StackPane root, BooleanSupplier takes, Consumer<List<Path>> dropped) {
        this.root = root;
        this.takes = takes;
        this.dropped = dropped;
        veil = veil();
        // As filters: no text field beneath takes the file's name instead.
        root.addEventFilter(DragEvent.DRAG_OVER, this::over);
        root.addEventFilter(DragEvent.DRAG_EXITED_TARGET, this::exited);
        root.addEventFilter(DragEvent.DRAG_DROPPED, this::drop);
    }

    private static StackPane veil() {
        var title = new Label(Messages.text("drop.title"), Icons.icon(BootstrapIcons.INBOX));
        title.getStyleClass().add("drop-title");
        var text = new Label(Messages.text("welcome.import.text"));
        text.getStyleClass().add("page-text");
        var zone = new VBox(title, text);
        zone.getStyleClass().add("drop-all");
        var veil = new StackPane(zone);
        veil.getStyleClass().add("drop-veil");
        veil.setMouseTransparent(true);
        return veil;
    }

    private void over(DragEvent event) {
        if (event.getDragboard().hasFiles() && takes.getAsBoolean()) {
            event.acceptTransferModes(TransferMode.COPY);
            show();
            event.consume();
        }
    }

    void show() {
        if (!root.getChildren().contains(veil)) {
            root.getChildren().add(veil);
        }
    }

    private void exited(DragEvent event) {
        if (root.equals(event.getTarget())) {
            hide();
        }
    }

    private void hide() {
        root.getChildren().remove(veil);
    }

    private void drop(DragEvent event) {
        hide();
        if (event.getDragboard().hasFiles() && takes.getAsBoolean()) {
            event.setDropCompleted(true);
            dropped.accept(
                    event.getDragboard().getFiles().stream().map(File::toPath).toList());
            event.consume();
        }
    }
}
