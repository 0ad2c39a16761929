package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Says which spans of a run are there when not all of them fit into the memory, and gets more. */
final class LoadedPart extends HBox {
    private final Label text = new Label();
    private final Button more = new Button();

    LoadedPart() {
        text.setMinWidth(0);
        text.setWrapText(true);
        more.getStyleClass().add("small");
        more.setMinWidth(Region.USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(text, space, more);
        getStyleClass().addAll("tree-offer", "loaded-part");
        setAlignment(Pos.CENTER_LEFT);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    void onMore(Runnable handler) {
        more.setOnAction(event -> handler.run());
    }

    /**
     * @param there how many spans have been read
     * @param all how many the run has
     * @param most how many can be read; no more than are there when nothing can be done
     */
    void show(long there, long all, long most) {
        setVisible(there < all);
        var canMore = most > there;
        text.setText(Messages.text(
                canMore ? "run.part" : "run.part.full",
                Figures.count(there),
                Figures.count(all),
                Figures.bytes(Runtime.getRuntime().maxMemory())));
        more.setVisible(canMore);
        more.setManaged(canMore);
        more.setText(Messages.text("run.part.more", Figures.count(Math.min(all, most) - there)));
    }
}
