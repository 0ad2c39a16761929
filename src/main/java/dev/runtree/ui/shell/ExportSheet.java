package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.redact.RedactionReport;
import dev.runtree.redact.RedactionRules;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Query;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.redact.ReplacedList;
import dev.runtree.ui.redact.RulesPane;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Asks, before runs leave the database, what of them has to go first, and shows what the rules would replace. */
final class ExportSheet extends StackPane {
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

    /** All traces are read for each answer. */
    private static final Duration BETWEEN_LETTERS = Duration.millis(400);

    private final Function<RedactionRules, Query<RedactionReport>> trial;
    private final Latest latest;
    private final RulesPane rules;
    private final Label told = new Label();
    private final ReplacedList replaced = new ReplacedList(null);
    private final Button go = new Button(Messages.text("export.choose"));
    private @Nullable RedactionRules now;

    /**
     * @param traces how many traces are to be written
     * @param trial writes them redacted to nowhere, and tells what was replaced
     * @param chosen told by which rules they are to be redacted; nothing when the reader thought better of it
     */
    ExportSheet(
            Background background,
            RuntreeHome home,
            int traces,
            Function<RedactionRules, Query<RedactionReport>> trial,
            Consumer<Optional<RedactionRules>> chosen) {
        this.trial = trial;
        latest = new Latest(background, BETWEEN_LETTERS);
        rules = new RulesPane(background, home, false, this::look, this::fail);
        getStyleClass().addAll("veil", "copy-veil");
        var head = new Label(
                traces == 1
                        ? Messages.text("export.title")
                        : Messages.text("export.title.many", Figures.count(traces)));
        head.getStyleClass().add("question-title");
        told.setWrapText(true);
        told.getStyleClass().add("copy-told");
        told.setMinHeight(USE_PREF_SIZE);
        go.setId("exportGo");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setDisable(true);
        go.setOnAction(event -> {
            var by = now;
            if (by != null && rules.saved()) {
                end(chosen, Optional.of(by));
            }
        });
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> end(chosen, Optional.empty()));
        var buttons = new HBox(go, no);
        buttons.getStyleClass().add("card-actions");
        VBox.setVgrow(replaced, Priority.ALWAYS);
        var right = new VBox(told, replaced);
        right.getStyleClass().add("copy-right");
        HBox.setHgrow(right, Priority.ALWAYS);
        var body = new HBox(rules, right);
        body.getStyleClass().add("copy-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        var card = new VBox(head, body, buttons);
        card.getStyleClass().addAll("question-card", "export-card");
        getChildren().add(card);
        Veil.closeByEscape(this, () -> {
            if (!rules.endEditing()) {
                end(chosen, Optional.empty());
            }
        });
    }

    private void end(Consumer<Optional<RedactionRules>> chosen, Optional<RedactionRules> by) {
        latest.cancel();
        chosen.accept(by);
    }

    void focus() {
        rules.focus();
    }

    private void look() {
        latest.cancel();
        try {
            var wanted = rules.rules();
            now = wanted;
            go.setDisable(wanted == null);
            rules.found(null);
            replaced.show(null);
            if (wanted == null || wanted.isNone()) {
                tell(Messages.text("export.redact.off"), false);
            } else {
                tell(Messages.text("export.redact.looking"), false);
                latest.ask(() -> trial.apply(wanted), this::show, this::fail);
            }
        } catch (IllegalArgumentException unknown) {
            fail(unknown);
        }
    }

    /** By rules that nobody can tell, nothing leaves. */
    private void fail(RuntimeException why) {
        now = null;
        go.setDisable(true);
        rules.found(null);
        tell(String.valueOf(why.getMessage()), true);
    }

    private void show(RedactionReport report) {
        rules.found(report);
        replaced.show(report);
        tell(
                report.places() == 0
                        ? Messages.text("export.redact.none")
                        : Messages.text("export.redact.places", Figures.count(report.places())),
                false);
    }

    private void tell(String words, boolean bad) {
        told.setText(words);
        told.pseudoClassStateChanged(BAD, bad);
    }
}
