package dev.runtree.ui.shell;

import dev.runtree.export.training.TrainingChoices;
import dev.runtree.model.Figures;
import dev.runtree.query.RunFilter;
import dev.runtree.redact.RedactionReport;
import dev.runtree.redact.RedactionRules;
import dev.runtree.store.Query;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Veil;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.export.ExportChoice;
import dev.runtree.ui.export.ExportHead;
import dev.runtree.ui.export.FileKind;
import dev.runtree.ui.export.TrainingFields;
import dev.runtree.ui.redact.ReplacedList;
import dev.runtree.ui.redact.RulesPane;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks, before runs leave the database, which of them become what, and what of them has to go first; of traces that are
 * selected it shows what the rules would replace.
 */
final class ExportSheet extends StackPane {
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

    /** What was exported last, in the settings. */
    private static final String KIND = "export.kind";

    /** All traces are read for each answer. */
    private static final Duration BETWEEN_LETTERS = Duration.millis(400);

    private final Background background;
    private final Preferences preferences;
    private final Function<RedactionRules, Query<RedactionReport>> trial;
    private final Consumer<Optional<ExportChoice>> chosen;
    private final Latest latest;
    private final RulesPane rules;
    private final ExportHead head;
    private final TrainingFields training;
    private final ScrollPane fields = new ScrollPane();
    private final Label told = new Label();
    private final ReplacedList replaced = new ReplacedList(null);
    private final Button go = new Button(Messages.text("export.choose"));
    private @Nullable RedactionRules now;

    /**
     * @param traces how many traces are selected
     * @param filter what the list shows
     * @param trial writes the selected traces redacted to nowhere, and tells what was replaced
     * @param chosen told what is to be written; nothing when the reader thought better of it
     */
    ExportSheet(
            Background background,
            Preferences preferences,
            int traces,
            RunFilter filter,
            Function<RedactionRules, Query<RedactionReport>> trial,
            Consumer<Optional<ExportChoice>> chosen) {
        this.background = background;
        this.preferences = preferences;
        this.trial = trial;
        this.chosen = chosen;
        var kept = preferences.now().choices();
        latest = new Latest(background, BETWEEN_LETTERS);
        head = new ExportHead(traces, filter, FileKind.named(kept.getOrDefault(KIND, "")), this::look);
        training = new TrainingFields(kept, this::look);
        rules = new RulesPane(background, preferences.home(), false, this::look, this::fail);
        getStyleClass().addAll("veil", "copy-veil");
        told.setWrapText(true);
        told.getStyleClass().add("copy-told");
        told.setMinHeight(USE_PREF_SIZE);
        go.setId("exportGo");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setDisable(true);
        go.setOnAction(event -> go());
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> end(Optional.empty()));
        var buttons = new HBox(go, no);
        buttons.getStyleClass().add("card-actions");
        var title = new Label(Messages.text("export.title"));
        title.getStyleClass().add("question-title");
        var body = new HBox(rules, right());
        body.getStyleClass().add("copy-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        var card = new VBox(title, head, body, buttons);
        card.getStyleClass().addAll("question-card", "export-card");
        getChildren().add(card);
        Veil.closeByEscape(this, () -> {
            if (!rules.endEditing()) {
                end(Optional.empty());
            }
        });
    }

    private VBox right() {
        VBox.setVgrow(replaced, Priority.ALWAYS);
        fields.setContent(training);
        fields.setFitToWidth(true);
        fields.setFocusTraversable(false);
        fields.getStyleClass().add("training-scroll");
        fields.managedProperty().bind(fields.visibleProperty());
        fields.setVisible(false);
        VBox.setVgrow(fields, Priority.ALWAYS);
        var right = new VBox(fields, told, replaced);
        right.getStyleClass().add("copy-right");
        HBox.setHgrow(right, Priority.ALWAYS);
        return right;
    }

    private void go() {
        var by = now;
        if (by == null || !rules.saved()) {
            return;
        }
        try {
            var choice = new ExportChoice(head.ofFilter(), by, trainingChoices());
            var choices = new HashMap<>(training.kept());
            choices.put(KIND, head.kind() == FileKind.TRACES ? "" : head.kind().word());
            background.call(() -> preferences.choices(choices), done -> {}, why -> {});
            end(Optional.of(choice));
        } catch (IllegalArgumentException wrong) {
            fail(wrong);
        }
    }

    private @Nullable TrainingChoices trainingChoices() {
        return head.kind().training().map(training::choices).orElse(null);
    }

    private void end(Optional<ExportChoice> choice) {
        latest.cancel();
        chosen.accept(choice);
    }

    void focus() {
        head.focus();
    }

    private void look() {
        latest.cancel();
        var isTraining = head.kind() != FileKind.TRACES;
        fields.setVisible(isTraining);
        try {
            var wanted = rules.rules();
            now = wanted;
            go.setDisable(wanted == null);
            rules.found(null);
            replaced.show(null);
            if (isTraining) {
                trainingChoices();
                if (wanted != null && wanted.dropContent()) {
                    throw new IllegalArgumentException(Messages.text("export.training.content"));
                }
            }
            if (wanted == null || wanted.isNone()) {
                tell(Messages.text(isTraining ? "export.training.redact.off" : "export.redact.off"), false);
            } else if (isTraining || head.ofFilter()) {
                tell(Messages.text("export.redact.later"), false);
            } else {
                tell(Messages.text("export.redact.looking"), false);
                latest.ask(() -> trial.apply(wanted), this::show, this::fail);
            }
        } catch (IllegalArgumentException wrong) {
            fail(wrong);
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
