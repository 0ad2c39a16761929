package dev.runtree.ui.redact;

import dev.runtree.redact.BadRule;
import dev.runtree.redact.RuleEntry;
import dev.runtree.ui.Messages;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A rule of the reader's own while it is written: what it finds is tried with every letter, and kept when it is saved. */
final class RuleEditor extends VBox {
    private final MistakeField name = new MistakeField(Messages.text("redact.own.name"));
    private final MistakeField expression = new MistakeField(Messages.text("redact.own.expression"));
    private final MistakeField replacement = new MistakeField(Messages.text("redact.own.replacement"));
    private final Label found = new Label();
    private boolean filling;

    /**
     * @param changed called with every letter
     * @param save called when it is to be kept
     * @param cancel called when not
     */
    RuleEditor(Runnable changed, Runnable save, Runnable cancel) {
        getStyleClass().add("rule-editor");
        name.field().setId("ruleName");
        name.field().setPromptText(Messages.text("redact.own.name.prompt"));
        expression.field().setId("ruleExpression");
        expression.field().getStyleClass().add("rule-expression");
        expression.field().setPromptText(Messages.text("redact.own.expression.prompt"));
        replacement.field().setId("ruleReplacement");
        replacement.field().getStyleClass().add("rule-expression");
        for (var each : fields()) {
            each.field().textProperty().subscribe((before, now) -> {
                if (!filling) {
                    changed.run();
                }
            });
            each.field().setOnAction(event -> save.run());
        }
        name.field().textProperty().subscribe(now -> replacement.field().setPromptText(placeholder(now)));
        found.getStyleClass().add("rule-hint");
        found.setWrapText(true);
        found.setMinHeight(USE_PREF_SIZE);
        var keep = new Button(Messages.text("redact.own.save"));
        keep.getStyleClass().addAll("small", "accent");
        keep.setId("ruleSave");
        keep.setOnAction(event -> save.run());
        var not = new Button(Messages.text("cancel"));
        not.getStyleClass().add("small");
        not.setOnAction(event -> cancel.run());
        var buttons = new HBox(keep, not);
        buttons.getStyleClass().add("rule-buttons");
        getChildren().addAll(name, expression, replacement, found, buttons);
    }

    private List<MistakeField> fields() {
        return List.of(name, expression, replacement);
    }

    private static String placeholder(String name) {
        return "<" + (name.isBlank() ? Messages.text("redact.own.nameless") : name.strip()) + " 1>";
    }

    /** Begins to write a rule. */
    void begin(RuleEntry entry) {
        filling = true;
        name.field().setText(entry.name());
        expression.field().setText(entry.expression());
        replacement.field().setText(entry.replacement());
        filling = false;
        found.setText(Messages.text("redact.own.group"));
        right();
    }

    void focus() {
        (name.text().isEmpty() ? name : expression).field().requestFocus();
    }

    /** What is written now. */
    RuleEntry entry(boolean on) {
        return new RuleEntry(name.text().strip(), expression.text(), replacement.text(), on);
    }

    boolean isBlank() {
        return fields().stream().allMatch(each -> each.text().isBlank());
    }

    void right() {
        fields().forEach(MistakeField::right);
    }

    /** @param goThere whether the focus goes to what is wrong */
    void wrong(BadRule bad, boolean goThere) {
        right();
        var field = switch (bad.part()) {
            case NAME -> name;
            case EXPRESSION -> expression;
            case REPLACEMENT -> replacement;
        };
        field.wrong(bad.reason(), bad.at());
        if (goThere) {
            field.field().requestFocus();
        }
    }

    /** @param places how often it found something in what is previewed */
    void found(String places) {
        found.setText(places);
    }

    /**
     * Looks at what is written. That there is no name yet, or nothing to look for, is no mistake while it is written.
     *
     * @param right is given the rule that it would be
     * @param nothing called when it looks for nothing
     * @param mistaken called when it is none; that is shown
     */
    void check(Consumer<RuleEntry> right, Runnable nothing, Runnable mistaken) {
        var now = entry(true);
        right();
        if (now.expression().isEmpty()) {
            nothing.run();
            return;
        }
        try {
            var named = now.name().isEmpty() ? now.withName(Messages.text("redact.own.nameless")) : now;
            named.rule();
            right.accept(named);
        } catch (BadRule bad) {
            wrong(bad, false);
            mistaken.run();
        }
    }
}
