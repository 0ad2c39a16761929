package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.KeyFocus;
import dev.runtree.ui.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Where the words are typed that are looked for in a run, and how many hits there are so far. */
final class FindField extends StackPane {
    private final RunTree tree;
    private final Finding finding;
    private final TextField words = new TextField();
    private final Label count = new Label();
    private final ProgressBar progress = new ProgressBar();

    FindField(RunTree tree, Finding finding) {
        this.tree = tree;
        this.finding = finding;
        words.setPromptText(Messages.text("run.find.prompt"));
        words.setAccessibleText(Messages.text("run.find"));
        words.setTooltip(new Tooltip(Messages.text("run.find") + "   /"));
        words.textProperty().subscribe(text -> finding.look(text.strip()));
        words.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        HBox.setHgrow(words, Priority.ALWAYS);
        count.getStyleClass().add("tree-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        progress.getStyleClass().add("pane-progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setMouseTransparent(true);
        progress.setVisible(false);
        var row = new HBox(Icons.icon(BootstrapIcons.SEARCH), words, count);
        row.getStyleClass().add("tree-field");
        row.setAlignment(Pos.CENTER_LEFT);
        setAlignment(progress, Pos.BOTTOM_CENTER);
        getChildren().addAll(row, progress);
    }

    /** Puts the focus into it with its words selected, to be replaced. */
    void focus() {
        KeyFocus.into(words);
        words.selectAll();
    }

    boolean isEmpty() {
        return words.getText().isEmpty();
    }

    void clear() {
        words.clear();
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.F3) {
            finding.walk(event.isShiftDown() ? -1 : 1);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            if (finding.isGoing()) {
                finding.stop();
            } else if (!isEmpty()) {
                clear();
            } else {
                tree.requestFocus();
            }
            event.consume();
        } else if (event.getCode() == KeyCode.DOWN) {
            tree.requestFocus();
            event.consume();
        }
    }

    /** There are more hits, or it has got further. */
    void update() {
        progress.setVisible(finding.isGoing());
        progress.setProgress(
                finding.all() == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) finding.looked() / finding.all());
        count.setText(finding.isEmpty() ? "" : counted());
        count.setTooltip(finding.isEmpty() ? null : new Tooltip(explained()));
    }

    private String counted() {
        var among = tree.narrowing().matching();
        var hits = tree.hits().count(among);
        var all = Figures.count(hits) + (finding.isGoing() ? "…" : "");
        var number = tree.hits().number(tree.selected(), among);
        return number == 0
                ? Messages.text(hits == 1 ? "run.find.one" : "run.find.count", all)
                : Messages.text("run.find.at", Figures.count(number), all);
    }

    private String explained() {
        if (!finding.failure().isEmpty()) {
            return finding.failure();
        }
        var hidden =
                tree.hits().count(null) - tree.hits().count(tree.narrowing().matching());
        var looked = finding.isGoing()
                ? Messages.text("run.find.looked", Figures.count(finding.looked()), Figures.count(finding.all()))
                : Messages.text("run.find.done");
        return hidden == 0 ? looked : looked + "\n" + Messages.text("run.find.hidden", Figures.count(hidden));
    }
}
