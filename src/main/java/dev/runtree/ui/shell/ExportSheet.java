package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.redact.RedactionReport;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Work;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Asks, before runs leave the database, whether personal data and secrets go with them, and shows what would be replaced. */
final class ExportSheet extends StackPane {
    private final Background background;
    private final Work<RedactionReport> trial;
    private final CheckBox redact = new CheckBox(Messages.text("export.redact"));
    private final Label told = new Label();
    private final VBox samples = new VBox();
    private final Button go = new Button(Messages.text("export.choose"));
    private @Nullable Job trying;

    /**
     * @param traces how many traces are to be written
     * @param trial writes them redacted to nowhere, and tells what was replaced
     * @param chosen told whether they are to be redacted; {@code null} when the reader thought better of it
     */
    ExportSheet(Background background, int traces, Work<RedactionReport> trial, Consumer<@Nullable Boolean> chosen) {
        this.background = background;
        this.trial = trial;
        getStyleClass().add("veil");
        var head = new Label(
                traces == 1
                        ? Messages.text("export.title")
                        : Messages.text("export.title.many", Figures.count(traces)));
        head.getStyleClass().add("question-title");
        told.setWrapText(true);
        told.getStyleClass().add("hint");
        told.setMinHeight(USE_PREF_SIZE);
        samples.getStyleClass().add("copy-samples");
        redact.selectedProperty().subscribe(on -> look(on));
        go.setId("exportGo");
        go.setDefaultButton(true);
        go.setOnAction(event -> chosen.accept(redact.isSelected()));
        var no = new Button(Messages.text("delete.no"));
        no.setOnAction(event -> chosen.accept(null));
        var buttons = new HBox(go, no);
        buttons.getStyleClass().add("card-actions");
        var card = new VBox(head, redact, told, samples, buttons);
        card.getStyleClass().add("question-card");
        card.setMaxSize(520, USE_PREF_SIZE);
        getChildren().add(card);
        Veil.closeByEscape(this, () -> chosen.accept(null));
    }

    void focus() {
        redact.requestFocus();
    }

    private void look(boolean on) {
        samples.getChildren().clear();
        if (trying != null) {
            trying.cancel();
            trying = null;
        }
        told.setText(Messages.text(on ? "export.redact.looking" : "export.redact.off"));
        if (on) {
            trying = background.call(trial, this::show, failure -> told.setText(String.valueOf(failure.getMessage())));
        }
    }

    private void show(RedactionReport report) {
        trying = null;
        told.setText(
                report.places() == 0
                        ? Messages.text("export.redact.none")
                        : Messages.text("export.redact.places", Figures.count(report.places())));
        for (var rule : report.rules()) {
            var count = new Label(Messages.text(
                    "export.redact.rule", rule.rule(), Figures.count(rule.places()), Figures.count(rule.values())));
            samples.getChildren().add(count);
            rule.samples().stream().findFirst().ifPresent(sample -> {
                var label = new Label(sample.before() + "  →  " + sample.after());
                label.getStyleClass().add("copy-sample");
                label.setMaxWidth(470);
                samples.getChildren().add(label);
            });
        }
    }
}
