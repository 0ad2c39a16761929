package dev.runtree.ui.check;

import dev.runtree.check.CaseDraft;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Veil;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.replay.Refused;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Makes a case of a run: how it is replayed and what is expected of it, filled in with what the run did, and where it is put. */
public final class CaseSheet extends StackPane {
    private static final Duration BETWEEN_LETTERS = Duration.millis(250);
    private static final int LINES = 11;

    private final Background background;
    private final CaseMaker maker;
    private final Consumer<Optional<Path>> done;
    private final CaseChoices choices;
    private final TextArea expected = new TextArea();
    private final Label told = new WrappedLabel();
    private final Label wrong = new WrappedLabel();
    private final Button go = new Button(Messages.text("checks.save.go"));
    private final Latest drafting;
    private @Nullable CaseDraft draft;
    private boolean isReplacing;
    private String filled = "";

    /**
     * What a case is wanted of.
     *
     * @param step the step that is selected; {@code null} for none that could be the first to be asked
     * @param isFromStep whether it is asked from there on, unless the reader says otherwise
     */
    public record Wish(Run run, @Nullable Span step, boolean isFromStep) {

        /** @param step {@code null} for none */
        public static Wish of(Run run, @Nullable Span step, boolean isFromStep) {
            var first = step == null || step.id().equals(run.id()) ? null : step;
            return new Wish(run, first, isFromStep && first != null);
        }

        /** Whether a model was asked when it left the record of another run. */
        boolean isFork() {
            var used = run.tree().total();
            return run.source() == Source.REPLAY && used != null && used > 0;
        }

        boolean isModelCall() {
            return step != null && step.kind() == SpanKind.LLM;
        }
    }

    /**
     * @param database where the run is
     * @param done told of the file that was written; empty when the reader thought better of it
     */
    public CaseSheet(
            Background background,
            Preferences preferences,
            Database database,
            Prices prices,
            CasePlaces places,
            Wish wish,
            Consumer<Optional<Path>> done) {
        this.background = background;
        this.done = done;
        maker = new CaseMaker(database, preferences, prices, wish);
        drafting = new Latest(background, BETWEEN_LETTERS);
        choices = new CaseChoices(wish, places.folder(), this::look);
        getStyleClass().addAll("veil", "replay-veil");
        getChildren().add(card(wish));
        Veil.closeByEscape(this, this::cancel);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (CheckSheet.START.match(event)) {
                go.fire();
                event.consume();
            }
        });
        background.call(() -> maker.freeName(places.folder()), choices::name, why -> say(CheckWords.line(why)));
    }

    private VBox card(Wish wish) {
        var head = new Label(Messages.text(
                "checks.save.title",
                wish.run().name() + " " + wish.run().runId().substring(0, 8)));
        head.getStyleClass().add("question-title");
        var title = new Label(Messages.text("checks.save.expected"));
        title.getStyleClass().add("edited-name");
        expected.setId("caseExpected");
        expected.setAccessibleText(Messages.text("checks.save.expected"));
        expected.getStyleClass().add("edited-area");
        expected.setPrefRowCount(LINES);
        expected.setMinHeight(USE_PREF_SIZE);
        expected.textProperty().subscribe((before, now) -> look());
        told.setId("caseTold");
        told.getStyleClass().add("many-told");
        wrong.setId("caseWrong");
        wrong.getStyleClass().add("replay-wrong");
        for (var label : new Label[] {told, wrong}) {
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
            label.setVisible(false);
        }
        var card = new VBox(head, scrolled(new VBox(choices, title, expected)), told, wrong, buttons());
        card.getStyleClass().addAll("question-card", "replay-card", "many-card");
        card.setMaxHeight(USE_PREF_SIZE);
        return card;
    }

    private static Node scrolled(VBox body) {
        body.getStyleClass().add("many-body");
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        // By itself it does not reckon with lines that wrap.
        body.heightProperty().subscribe(height -> scroll.setPrefViewportHeight(height.doubleValue()));
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("many-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    private HBox buttons() {
        go.setId("caseGo");
        go.getStyleClass().add("accent");
        go.setDisable(true);
        go.setOnAction(event -> save());
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> cancel());
        var buttons = new HBox(go, no);
        buttons.getStyleClass().add("card-actions");
        return buttons;
    }

    /** Where the keyboard goes on. */
    public void focus() {
        choices.focus();
    }

    private boolean isEdited() {
        return !expected.getText().equals(filled);
    }

    /** Works out the case as it would be with what is asked for now. */
    private void look() {
        draft = null;
        go.setDisable(true);
        try {
            var wanted = choices.wanted();
            var own = isEdited() ? expected.getText() : null;
            drafting.ask(
                    () -> maker.draft(wanted, choices.isRedacted(), own), this::show, why -> say(CheckWords.line(why)));
        } catch (Refused e) {
            drafting.cancel();
            say(String.valueOf(e.getMessage()));
        }
    }

    private void say(String mistake) {
        told.setVisible(false);
        wrong.setText(mistake);
        wrong.setVisible(true);
    }

    private void show(CaseMaker.Drafted now) {
        if (!isEdited()) {
            filled = now.draft().expect();
            if (!expected.getText().equals(filled)) {
                expected.setText(filled);
                drafting.cancel();
            }
        }
        told.setText(told(now));
        told.setVisible(true);
        wrong.setText(now.mistake());
        wrong.setVisible(!now.mistake().isEmpty());
        draft = now.mistake().isEmpty() ? now.draft() : null;
        isReplacing = now.isThere();
        go.setDisable(draft == null);
        go.setText(Messages.text(now.isThere() ? "checks.save.replace" : "checks.save.go"));
    }

    private static String told(CaseMaker.Drafted now) {
        var of = now.draft();
        var names = String.join(
                ", ",
                of.records().stream()
                        .map(path -> String.valueOf(path.getFileName()))
                        .toList());
        var text = Messages.text("checks.save.told", Figures.counted(of.steps(), "step"), names);
        if (now.isThere()) {
            text += " " + Messages.text("checks.save.there");
        }
        return of.lacks().isEmpty()
                ? text
                : text + " " + Messages.text("checks.save.lacks", String.join("; ", of.lacks()));
    }

    private void save() {
        var made = draft;
        if (made != null) {
            var own = expected.getText();
            var agreed = isReplacing;
            go.setDisable(true);
            background.call(
                    () -> CaseMaker.write(made, own, agreed),
                    file -> done.accept(Optional.of(file)),
                    why -> say(CheckWords.line(why)));
        }
    }

    private void cancel() {
        drafting.cancel();
        done.accept(Optional.empty());
    }
}
