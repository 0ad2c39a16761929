package dev.runtree.ui.copy;

import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.redact.RedactionReport;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.Arrays;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.controlsfx.control.PopOver;
import org.jspecify.annotations.Nullable;

/** Shows a copy before it is made: in which form, whether redacted, and then what was replaced by what. */
final class CopyPreview {
    /** A text area lays all of its text out; the copy has all of it. */
    private static final int SHOWN = 50_000;

    private final Copies copies;
    private final Span step;
    private final Latest latest;
    private final Consumer<RuntimeException> failed;
    private final ChoiceBox<CopyForm> form = new ChoiceBox<>();
    private final CheckBox redact = new CheckBox(Messages.text("copy.preview.redact"));
    private final TextArea text = new TextArea();
    private final Label replaced = new Label();
    private final VBox samples = new VBox();
    private final Button copy = new Button(Messages.text("copy.preview.copy"));
    private final PopOver popover = new PopOver();
    private @Nullable Copy shown;

    CopyPreview(
            Background background, Copies copies, Span step, Consumer<Copy> put, Consumer<RuntimeException> failed) {
        this.copies = copies;
        this.step = step;
        this.latest = new Latest(background, Duration.millis(1));
        this.failed = failed;
        form.getItems()
                .setAll(Arrays.stream(CopyForm.values())
                        .filter(each -> each.fits(step))
                        .toList());
        form.setConverter(new Titles());
        form.setValue(CopyForm.TEXT);
        form.setAccessibleText(Messages.text("copy.preview.form"));
        redact.setSelected(copies.isRedacting());
        text.setEditable(false);
        text.getStyleClass().add("copy-text");
        text.setAccessibleText(Messages.text("copy.preview.title"));
        replaced.getStyleClass().add("hint");
        replaced.setWrapText(true);
        samples.getStyleClass().add("copy-samples");
        copy.setDefaultButton(true);
        copy.setOnAction(event -> {
            var ready = shown;
            if (ready != null) {
                put.accept(ready);
                popover.hide();
            }
        });
        form.valueProperty().subscribe((before, now) -> make());
        redact.selectedProperty().subscribe((before, now) -> make());
        popover.setContentNode(content());
        popover.setTitle(Messages.text("copy.preview.title"));
        popover.setDetachable(false);
        popover.setArrowLocation(PopOver.ArrowLocation.RIGHT_TOP);
        popover.setOnHidden(event -> latest.cancel());
    }

    private VBox content() {
        var title = new Label(Messages.text("copy.preview.title"));
        title.getStyleClass().add("pane-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(title, space, form);
        head.setAlignment(Pos.CENTER_LEFT);
        var foot = new HBox(redact, replaced, copy);
        foot.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(replaced, Priority.ALWAYS);
        replaced.setMaxWidth(Double.MAX_VALUE);
        head.getStyleClass().add("copy-line");
        foot.getStyleClass().add("copy-line");
        var box = new VBox(head, text, samples, foot);
        box.getStyleClass().add("copy-preview");
        VBox.setVgrow(text, Priority.ALWAYS);
        return box;
    }

    void show(Node owner) {
        make();
        popover.show(owner);
    }

    /** For a test, which has no window to pop over. */
    VBox content(Node owner) {
        make();
        return (VBox) popover.getContentNode();
    }

    private void make() {
        copy.setDisable(true);
        latest.askNow(copies.of(step, form.getValue(), redact.isSelected()), this::made, failed);
    }

    private void made(Copy ready) {
        shown = ready;
        copy.setDisable(false);
        var all = ready.text();
        text.setText(
                all.length() <= SHOWN
                        ? all
                        : all.substring(0, SHOWN) + "\n"
                                + Messages.text("copy.preview.more", Figures.count(all.length() - SHOWN)));
        var report = ready.report();
        replaced.setText(report == null ? "" : Messages.text("copy.preview.replaced", Copy.replaced(report)));
        samples.getChildren().clear();
        if (report != null) {
            report.rules().forEach(this::sample);
        }
    }

    private void sample(RedactionReport.Found rule) {
        if (!rule.samples().isEmpty()) {
            var sample = rule.samples().getFirst();
            var label = new Label(rule.rule() + ":  " + sample.before() + "  →  " + sample.after());
            label.getStyleClass().add("copy-sample");
            label.setMaxWidth(560);
            samples.getChildren().add(label);
        }
    }

    private static final class Titles extends StringConverter<CopyForm> {
        @Override
        public String toString(@Nullable CopyForm form) {
            return form == null ? "" : Messages.text(form.title());
        }

        @Override
        public CopyForm fromString(String title) {
            return CopyForm.TEXT;
        }
    }
}
