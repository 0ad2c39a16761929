package dev.runtree.ui.copy;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.redact.RedactionReport;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.ChoiceWords;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.redact.ReplacedList;
import dev.runtree.ui.redact.RulesPane;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.text.TextView;
import java.util.Arrays;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Shows a copy before it is made: in which form, by which rules it is redacted, and what they replace by what. */
public final class CopyPreview extends StackPane {
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
    private static final Duration BETWEEN_LETTERS = Duration.millis(120);

    private final Latest latest;
    private final Consumer<Copy> put;
    private final RulesPane rules;
    private final ChoiceBox<CopyForm> form = new ChoiceBox<>();
    private final TextView text;
    private final Label told = new Label();
    private final ReplacedList replaced;
    private final Button copy = new Button(Messages.text("copy.preview.copy"));
    private Runnable close = () -> {};
    private @Nullable RecordedSpan recorded;
    private @Nullable Copy shown;

    CopyPreview(
            Background background,
            Copies copies,
            RuntreeHome home,
            Span step,
            Consumer<Copy> put,
            Consumer<RuntimeException> failed) {
        this.latest = new Latest(background, BETWEEN_LETTERS);
        this.put = put;
        text = new TextView(background);
        replaced = new ReplacedList(text::find);
        rules = new RulesPane(background, home, true, this::make, failed);
        form.getItems()
                .setAll(Arrays.stream(CopyForm.values())
                        .filter(each -> each.fits(step))
                        .toList());
        form.setConverter(new ChoiceWords<>(each -> Messages.text(each.title())));
        form.setValue(CopyForm.TEXT);
        form.setAccessibleText(Messages.text("copy.preview.form"));
        form.valueProperty().subscribe((before, now) -> make());
        told.getStyleClass().add("copy-told");
        told.setWrapText(true);
        told.setMinHeight(USE_PREF_SIZE);
        copy.setId("copyNow");
        copy.getStyleClass().add("accent");
        copy.setDefaultButton(true);
        copy.setDisable(true);
        copy.setOnAction(event -> copy());
        getStyleClass().addAll("veil", "copy-veil");
        getChildren().add(card(step));
        Veil.closeByEscape(this, this::escape);
        background.run(copies.payload(step), this::read, this::fail);
    }

    private VBox card(Span step) {
        var title = new Label(Messages.text("copy.preview.title"));
        title.getStyleClass().add("pane-title");
        title.setMinWidth(USE_PREF_SIZE);
        var name = new Label(Messages.text("copy.preview.step", step.kind().lowerCase(), Names.of(step)));
        name.getStyleClass().add("copy-step");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        form.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(title, name, form);
        head.getStyleClass().add("copy-line");
        VBox.setVgrow(text, Priority.ALWAYS);
        text.getStyleClass().add("copy-text");
        var right = new VBox(text, replaced);
        right.getStyleClass().add("copy-right");
        HBox.setHgrow(right, Priority.ALWAYS);
        var body = new HBox(rules, right);
        body.getStyleClass().add("copy-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> close());
        HBox.setHgrow(told, Priority.ALWAYS);
        told.setMaxWidth(Double.MAX_VALUE);
        for (var each : new Button[] {no, copy}) {
            each.setMinWidth(USE_PREF_SIZE);
        }
        var foot = new HBox(told, no, copy);
        foot.getStyleClass().add("copy-line");
        var card = new VBox(head, body, foot);
        card.getStyleClass().addAll("question-card", "copy-preview");
        return card;
    }

    /** @param closed takes it away from over the window */
    public void onClose(Runnable closed) {
        close = closed;
    }

    public void focus() {
        rules.focus();
    }

    private void escape() {
        if (!rules.endEditing()) {
            close();
        }
    }

    private void close() {
        latest.cancel();
        close.run();
    }

    private void copy() {
        var ready = shown;
        if (ready != null && rules.saved()) {
            put.accept(ready);
            close();
        }
    }

    private void read(RecordedSpan found) {
        recorded = found;
        make();
    }

    private void make() {
        copy.setDisable(true);
        shown = null;
        var from = recorded;
        try {
            var now = rules.rules();
            if (from != null && now != null) {
                var wanted = form.getValue();
                Work<Copy> work = () -> Copies.made(from, wanted, now);
                latest.ask(() -> work, this::made, this::fail);
            }
        } catch (IllegalArgumentException unknown) {
            latest.cancel();
            fail(unknown);
        }
    }

    /** What cannot be redacted as it should is not shown, and cannot be copied. */
    private void fail(RuntimeException why) {
        rules.found(null);
        replaced.show(null);
        tell(String.valueOf(why.getMessage()), true);
    }

    private void made(Copy ready) {
        shown = ready;
        copy.setDisable(false);
        text.showAsItIs(ready.text());
        RedactionReport report = ready.report();
        rules.found(report);
        replaced.show(report);
        tell(
                report == null
                        ? Messages.text("copy.preview.whole")
                        : Messages.text("copy.preview.replaced", Copy.replaced(report)),
                false);
    }

    private void tell(String words, boolean bad) {
        told.setText(words);
        told.pseudoClassStateChanged(BAD, bad);
    }
}
