package dev.runtree.ui.redact;

import dev.runtree.redact.BadRule;
import dev.runtree.redact.RuleEntry;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The rules of the reader's own: added, changed, switched off, taken away, and brought back. */
final class OwnRules extends VBox {
    private final Draft draft;
    private final Runnable revealed;
    private final Button add = new Button(Messages.text("redact.own.add"));
    private final VBox list = new VBox();
    private final List<RuleLine> lines = new ArrayList<>();
    private final RuleEditor editor;
    private Findings last = Findings.NONE;
    private @Nullable RuleEntry removed;

    /** @param revealed called when something appears that should be in sight */
    OwnRules(Draft draft, Runnable revealed) {
        this.draft = draft;
        this.revealed = revealed;
        editor = new RuleEditor(this::written, this::saved, this::endEditing);
        var title = new Label(Messages.text("redact.own"));
        title.getStyleClass().add("rule-section");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        add.setId("ruleAdd");
        add.getStyleClass().add("small");
        add.setGraphic(Icons.icon(BootstrapIcons.PLUS));
        add.setOnAction(event -> edit(null));
        var head = new HBox(title, space, add);
        head.getStyleClass().add("rule-line");
        list.getStyleClass().add("rule-list");
        getStyleClass().add("rule-list");
        getChildren().addAll(head, list);
    }

    /** Shows the rules that are kept now. */
    void show() {
        list.getChildren().clear();
        lines.clear();
        var rules = draft.kept().own();
        for (var entry : rules) {
            list.getChildren().add(draft.isEdited(entry) ? editor : line(entry));
        }
        if (draft.isNew()) {
            list.getChildren().add(editor);
        } else if (rules.isEmpty()) {
            list.getChildren().add(hint(Messages.text("redact.own.none")));
        }
        var gone = removed;
        if (gone != null) {
            list.getChildren().add(undo(gone));
        }
        add.setDisable(draft.isEditing());
        say(last);
    }

    private RuleLine line(RuleEntry entry) {
        var line = new RuleLine(
                entry.name(),
                entry.name(),
                entry.on(),
                on -> turn(entry, on),
                tool(BootstrapIcons.PENCIL, Messages.text("redact.own.edit", entry.name()), () -> edit(entry)),
                tool(BootstrapIcons.TRASH, Messages.text("redact.own.remove", entry.name()), () -> remove(entry)));
        line.beneath(
                entry.replacement().isEmpty() ? entry.expression() : entry.expression() + "  →  " + entry.replacement(),
                "rule-looks-for");
        try {
            entry.rule();
        } catch (BadRule bad) {
            line.beneath(bad.reason(), "rule-mistake");
        }
        lines.add(line);
        return line;
    }

    private static Button tool(BootstrapIcons icon, String says, Runnable work) {
        var button = new Button(null, Icons.icon(icon));
        button.getStyleClass().addAll("flat-tool", "rule-tool");
        button.setAccessibleText(says);
        button.setTooltip(new Tooltip(says));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        return button;
    }

    private static Label hint(String text) {
        var hint = new Label(text);
        hint.getStyleClass().add("rule-hint");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        return hint;
    }

    private Node undo(RuleEntry gone) {
        var says = new Label(Messages.text("redact.own.removed", gone.name()));
        says.getStyleClass().add("rule-hint");
        says.setMinWidth(0);
        HBox.setHgrow(says, Priority.ALWAYS);
        says.setMaxWidth(Double.MAX_VALUE);
        var back = new Button(Messages.text("redact.own.undo"));
        back.getStyleClass().add("small");
        back.setId("ruleUndo");
        back.setMinWidth(USE_PREF_SIZE);
        back.setOnAction(event -> {
            removed = null;
            draft.keep(draft.kept().plusAsItWas(gone));
            show();
            add.requestFocus();
        });
        var line = new HBox(says, back);
        line.getStyleClass().add("rule-line");
        return line;
    }

    private void turn(RuleEntry entry, boolean on) {
        var changed = entry.withOn(on);
        var at = draft.kept().own().indexOf(entry);
        draft.keep(draft.kept().without(entry).plusAsItWas(changed));
        show();
        if (list.getChildren().get(at) instanceof RuleLine line) {
            line.focus();
        }
    }

    private void remove(RuleEntry entry) {
        endEditing();
        removed = entry;
        draft.keep(draft.kept().without(entry));
        show();
        revealed.run();
        list.lookup("#ruleUndo").requestFocus();
    }

    /** @param entry {@code null} for one that is new */
    private void edit(@Nullable RuleEntry entry) {
        removed = null;
        draft.begin(entry);
        editor.begin(entry == null ? RuleEntry.BLANK : entry);
        written();
        show();
        editor.focus();
        revealed.run();
    }

    private void written() {
        editor.check(draft::tried, draft::nothingTried, draft::mistaken);
    }

    /** Keeps what is being written, if anything is; where it is no rule, that is told at its place. */
    boolean saved() {
        if (!draft.isEditing()) {
            return true;
        }
        if (editor.isBlank()) {
            endEditing();
            return true;
        }
        try {
            draft.save(editor.entry(draft.isEditedOn()));
        } catch (BadRule bad) {
            editor.wrong(bad, true);
            return false;
        }
        show();
        add.requestFocus();
        return true;
    }

    /** Gives up what is being written; {@code false} when nothing was. */
    boolean endEditing() {
        if (!draft.isEditing()) {
            return false;
        }
        draft.end();
        show();
        add.requestFocus();
        return true;
    }

    private static String told(@Nullable String tried, Findings findings) {
        if (tried == null) {
            return Messages.text("redact.own.group");
        }
        return findings.places(tried).orElse(1L) == 0 ? Messages.text("redact.own.nowhere") : findings.words(tried);
    }

    void say(Findings findings) {
        last = findings;
        lines.forEach(line -> line.say(findings));
        if (draft.isEditing()) {
            var name = draft.triedName();
            editor.found(told(name, findings));
        }
    }
}
