package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.replay.Lacks;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What is to be known of a run that is run again, such as what its record lacks: a line each. */
final class LackLines extends VBox {
    /** A reader goes through no more of them. */
    private static final int MOST = 12;

    private static final PseudoClass GRAVE = PseudoClass.getPseudoClass("grave");

    LackLines() {
        getStyleClass().add("replay-lacks");
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /**
     * Says what the record lacks.
     *
     * @param isHindering whether what is grave keeps the run from being run again
     */
    void show(Lacks lacks, boolean isHindering) {
        var isGrave = isHindering && !lacks.grave().isNone();
        show(
                Messages.text(isGrave ? "replay.lacks.grave" : "replay.lacks"),
                (isGrave ? lacks.grave() : lacks).lines(),
                isGrave);
    }

    /** Says something in some lines; nothing at all without a line. */
    void show(String title, List<String> lines, boolean isGrave) {
        getChildren().clear();
        setVisible(!lines.isEmpty());
        pseudoClassStateChanged(GRAVE, isGrave);
        var head = new Label(title);
        head.getStyleClass().add("replay-lacks-head");
        getChildren().add(head);
        lines.stream().limit(MOST).map(LackLines::line).forEach(getChildren()::add);
        if (lines.size() > MOST) {
            getChildren().add(line(Messages.text("replay.lines.more", Figures.count(lines.size() - MOST))));
        }
    }

    private static Node line(String text) {
        var words = new WrappedLabel(text);
        words.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(Icons.icon(BootstrapIcons.DOT), words);
        line.getStyleClass().add("replay-lack");
        return line;
    }
}
