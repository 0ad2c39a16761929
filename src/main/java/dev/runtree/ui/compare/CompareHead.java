package dev.runtree.ui.compare;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The head of a column: which run it is, and whether the others are compared with it. */
final class CompareHead extends VBox {
    private static final int SHORT_ID = 8;

    /**
     * @param open shows the run
     * @param choose compares the others with it
     */
    CompareHead(int column, Run run, boolean isFirst, Runnable open, Runnable choose) {
        getStyleClass().addAll("compare-cell", "compare-head");
        setAccessibleRole(AccessibleRole.BUTTON);
        setMinWidth(0);
        var letter = new Label(Wording.letter(column));
        letter.getStyleClass().addAll("compare-letter", isFirst ? "first" : "other");
        letter.setMinWidth(USE_PREF_SIZE);
        var name = new Label(run.name());
        name.getStyleClass().add("compare-name");
        name.setTooltip(new Tooltip(run.name()));
        name.setMinWidth(0);
        var line = new HBox(
                letter,
                Icons.icon(Icons.of(run.status()), "run-status", Icons.statusClass(run.status())),
                Icons.icon(Icons.of(run.type()), "run-kind", Icons.kindClass(run.type())),
                name);
        line.getStyleClass().add("compare-head-line");
        var id = run.runId();
        var started = Figures.time(Figures.instant(run.startNanos()), Instant.now(), ZoneId.systemDefault());
        var about = new Label(started + "  " + id.substring(0, Math.min(SHORT_ID, id.length())));
        about.getStyleClass().add("compare-about");
        about.setTooltip(new Tooltip(Figures.exactTime(run.startNanos()) + "\n" + id));
        getChildren().addAll(line, about, isFirst ? first() : chooser(run, choose));
        setAccessibleText(Messages.text(
                isFirst ? "compare.head.first" : "compare.head",
                Wording.letter(column),
                run.name(),
                run.status().word(),
                started));
        setOnMouseClicked(event -> open.run());
    }

    private static Label first() {
        var first = new Label(Messages.text("compare.first"));
        first.getStyleClass().add("compare-about");
        return first;
    }

    private static Button chooser(Run run, Runnable choose) {
        var button = new Button(Messages.text("compare.choose"));
        button.getStyleClass().addAll("link-button", "compare-choose");
        button.setFocusTraversable(false);
        button.setTooltip(new Tooltip(Messages.text("compare.choose.tip") + "   x"));
        button.setAccessibleText(Messages.text("compare.choose.spoken", run.name()));
        button.setOnAction(event -> choose.run());
        return button;
    }
}
