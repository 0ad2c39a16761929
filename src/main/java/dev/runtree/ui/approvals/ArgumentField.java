package dev.runtree.ui.approvals;

import dev.runtree.json.JsonStrings;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedArea;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.detail.LongText;
import dev.runtree.ui.text.JsonText;
import javafx.css.PseudoClass;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** An argument that can be edited: as JSON, or, when it is a longer text, as its words. */
final class ArgumentField extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final int LONGEST = 20_000;
    private static final int LINE = 70;
    private static final int MOST_ROWS = 10;
    private static final int WAS = 60;

    private final JsonText.Member member;
    private final boolean words;
    private final String shown;
    private final @Nullable TextInputControl input;
    private final Label was = new Label();
    private final Label mistake = new WrappedLabel();
    private final Hyperlink quote = new Hyperlink();

    ArgumentField(JsonText.Member member, Runnable changed) {
        this.member = member;
        words = member.kind() == JsonText.Kind.STRING
                && !VisibleJson.isSteered(member.plain())
                && (member.plain().length() > LINE || member.plain().indexOf('\n') >= 0);
        shown = words ? member.plain() : JsonText.pretty(member.value()).orElse(member.value());
        getStyleClass().add("argument-field");
        if (shown.length() > LONGEST) {
            input = null;
            was.setText(Messages.text("approvals.edit.long"));
            was.getStyleClass().add("said");
            getChildren().addAll(LongText.of(member), was);
            return;
        }
        var made = input(changed);
        input = made;
        mistake.getStyleClass().add("argument-mistake");
        mistake.setMinHeight(USE_PREF_SIZE);
        for (var each : new Label[] {was, mistake}) {
            each.managedProperty().bind(each.visibleProperty());
            each.setVisible(false);
        }
        was.getStyleClass().add("argument-was");
        quote.managedProperty().bind(quote.visibleProperty());
        quote.setVisible(false);
        quote.setOnAction(event -> takeAsText());
        getChildren().addAll(made, was, mistake, quote);
    }

    private TextInputControl input(Runnable changed) {
        var lines = shown.split("\n", -1).length + shown.length() / LINE;
        TextInputControl made;
        if (lines > 1) {
            var area = new WrappedArea(shown);
            area.setPrefRowCount(Math.min(MOST_ROWS, lines));
            area.setMinHeight(USE_PREF_SIZE);
            made = area;
        } else {
            made = new TextField(shown);
        }
        made.getStyleClass().add("argument-input");
        made.setAccessibleText(Messages.text(words ? "approvals.edit.words" : "approvals.edit.json", member.key()));
        made.textProperty().subscribe(() -> {
            check();
            changed.run();
        });
        return made;
    }

    private void check() {
        var wrong = mistake();
        var before = ApprovalWords.oneLine(member.plain());
        was.setText(
                Messages.text("approvals.was", before.length() > WAS ? before.substring(0, WAS - 1) + "…" : before));
        was.setTooltip(new Tooltip(ApprovalWords.oneLine(member.value())));
        was.setVisible(isEdited());
        mistake.setText(wrong);
        mistake.setVisible(wrong != null);
        if (input != null) {
            input.pseudoClassStateChanged(WRONG, wrong != null);
            var meant = wrong == null ? null : EditedArguments.asText(input.getText());
            quote.setVisible(meant != null);
            quote.setText(meant == null ? "" : Messages.text("approvals.mistake.quote", ApprovalWords.oneLine(meant)));
        }
    }

    private void takeAsText() {
        if (input != null) {
            var meant = EditedArguments.asText(input.getText());
            if (meant != null) {
                input.setText(meant);
                input.requestFocus();
                input.end();
            }
        }
    }

    boolean isEdited() {
        return input != null && !input.getText().strip().equals(shown.strip());
    }

    /** Why it is no value; {@code null} when it is one. */
    @Nullable String mistake() {
        return words || input == null || !isEdited() ? null : EditedArguments.mistake(input.getText());
    }

    EditedArguments.Part part() {
        var value = input == null || !isEdited()
                ? member.value()
                : words ? JsonStrings.quoted(input.getText()) : input.getText().strip();
        return new EditedArguments.Part(member.key(), value);
    }

    void focus() {
        if (input != null) {
            input.requestFocus();
            input.selectAll();
        }
    }
}
