package dev.runtree.ui.redact;

import dev.runtree.redact.RedactionReport;
import dev.runtree.redact.RedactionReport.Sample;
import dev.runtree.ui.Messages;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What was replaced by what, with a bit around it: the first few of each rule. */
public final class ReplacedList extends ScrollPane {
    private final @Nullable Consumer<String> find;
    private final VBox samples = new VBox();

    /** @param find shows the places of a placeholder in the preview; {@code null} where there is no text to find them in */
    public ReplacedList(@Nullable Consumer<String> find) {
        this.find = find;
        getStyleClass().add("replaced");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        managedProperty().bind(visibleProperty());
        samples.getStyleClass().add("copy-samples");
        setContent(samples);
        show(null);
    }

    /** @param report {@code null} when nothing was looked through */
    public void show(@Nullable RedactionReport report) {
        samples.getChildren().clear();
        if (report != null) {
            report.rules().forEach(rule -> rule.samples().forEach(this::add));
        }
        setVisible(!samples.getChildren().isEmpty());
    }

    private void add(Sample sample) {
        var words = Messages.text("redact.sample", sample.before(), sample.after());
        var line = find == null ? new Label(words) : button(words, sample, find);
        line.getStyleClass().add("copy-sample");
        line.setMaxWidth(Double.MAX_VALUE);
        line.setMinWidth(0);
        line.setTooltip(new Tooltip(words));
        samples.getChildren().add(line);
    }

    private static Button button(String words, Sample sample, Consumer<String> find) {
        var button = new Button(words);
        button.setMnemonicParsing(false);
        button.setOnAction(event -> find.accept(sample.placeholder()));
        return button;
    }
}
