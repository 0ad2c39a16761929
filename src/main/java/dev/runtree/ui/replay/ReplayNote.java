package dev.runtree.ui.replay;

import dev.runtree.model.Run;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.util.function.Consumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Says of a run that it replays another one, and leads to that; nothing of any other run. */
public final class ReplayNote extends FlowPane {
    /** Enough of an id to know it by, and to name the run with. */
    private static final int ID = 8;

    private final Label told = new Label();
    private Consumer<Run> compare = replay -> {};
    private Consumer<String> open = runId -> {};
    private @Nullable Run shown;

    public ReplayNote() {
        getStyleClass().add("replay-note");
        told.setGraphic(Icons.icon(BootstrapIcons.ARROW_REPEAT));
        told.setMinWidth(0);
        var beside = new Hyperlink(Messages.text("replay.note.compare"));
        beside.setId("replayCompare");
        beside.setOnAction(event -> {
            if (shown != null) {
                compare.accept(shown);
            }
        });
        var original = new Hyperlink(Messages.text("replay.note.open"));
        original.setId("replayOriginal");
        original.setOnAction(event -> {
            if (shown != null && shown.replayOf() != null) {
                open.accept(shown.replayOf());
            }
        });
        getChildren().addAll(told, beside, original);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /** @param handler shows a replay, which it is given, beside the run that it replays */
    public void onCompare(Consumer<Run> handler) {
        compare = handler;
    }

    /** @param handler shows a run by its id */
    public void onOpen(Consumer<String> handler) {
        open = handler;
    }

    /** Shows it of a run, or of none. */
    public void show(@Nullable Run run) {
        shown = run;
        var original = run == null ? null : run.replayOf();
        setVisible(original != null);
        if (original != null) {
            told.setText(Messages.text("replay.note", original.length() <= ID ? original : original.substring(0, ID)));
            told.setTooltip(new Tooltip(original));
        }
    }
}
