package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.query.BadFilter;
import dev.runtree.ui.Icons;
import dev.runtree.ui.KeyFocus;
import dev.runtree.ui.Messages;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Where a filter for the steps of a run is typed, and what passes it. */
final class FilterField extends HBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final Duration TYPING = Duration.millis(80);

    private final RunTree tree;
    private final TextField text = new TextField();
    private final Label count = new Label();
    private boolean beginnings;
    private final PauseTransition typing = new PauseTransition(TYPING);

    FilterField(RunTree tree) {
        this.tree = tree;
        getStyleClass().add("tree-field");
        setAlignment(Pos.CENTER_LEFT);
        text.setPromptText(Messages.text("run.filter.prompt"));
        text.setAccessibleText(Messages.text("run.filter"));
        text.setTooltip(new Tooltip(Messages.text("run.filter.help") + "   t"));
        text.textProperty().subscribe(now -> typing.playFromStart());
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        typing.setOnFinished(event -> apply());
        HBox.setHgrow(text, Priority.ALWAYS);
        count.getStyleClass().add("tree-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(Icons.icon(BootstrapIcons.FUNNEL), text, count);
    }

    void focus() {
        KeyFocus.into(text);
        text.selectAll();
    }

    boolean isEmpty() {
        return text.getText().isEmpty();
    }

    void clear() {
        set("");
    }

    /** Filters by other words at once. */
    void set(String filter) {
        text.setText(filter);
        typing.stop();
        apply();
    }

    /** Asks for one thing more, or for it alone when there is no filter. */
    void add(String term) {
        var now = text.getText().strip();
        set(now.isEmpty() ? term : (" " + now + " ").contains(" " + term + " ") ? now : now + " " + term);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            if (isEmpty()) {
                tree.requestFocus();
            } else {
                clear();
            }
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
            typing.stop();
            apply();
            tree.requestFocus();
            event.consume();
        }
    }

    private void apply() {
        try {
            var filter = StepFilter.parse(text.getText());
            beginnings = filter != null && filter.looksAtBeginnings();
            tree.setScope(tree.narrowing().scope().withTest(filter));
            wrong("");
        } catch (BadFilter e) {
            // What was shown before stays: half a word is no filter yet.
            wrong(String.valueOf(e.getMessage()));
        }
        update();
    }

    private String beginnings(String matches) {
        var read = tree.spans().beginnings();
        return Messages.text(
                switch (read) {
                    case OF_ALL -> "run.filter.beginnings";
                    case OF_TOOLS -> "run.filter.beginnings.tools";
                },
                matches,
                Figures.count(read.characters()));
    }

    private void wrong(String why) {
        pseudoClassStateChanged(WRONG, !why.isEmpty());
        text.getTooltip().setText(why.isEmpty() ? Messages.text("run.filter.help") + "   t" : why);
    }

    /** Another run is shown, or other kinds are hidden. */
    void update() {
        var shown = tree.narrowing().shown();
        var matches = shown == null ? "" : Figures.count(shown.matches());
        count.setText(shown != null && beginnings ? beginnings(matches) : matches);
        count.setTooltip(
                shown == null
                        ? null
                        : new Tooltip(Messages.text(
                                "run.filter.count",
                                Figures.count(shown.matches()),
                                Figures.count(shown.ancestors()),
                                Figures.count(tree.rows().forest().size()))));
    }
}
