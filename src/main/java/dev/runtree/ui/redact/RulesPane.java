package dev.runtree.ui.redact;

import dev.runtree.redact.BuiltIn;
import dev.runtree.redact.RedactionReport;
import dev.runtree.redact.RedactionRules;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Whether something is redacted before it leaves, and by which rules. Every change holds at once and is kept in the
 * settings; a rule of the reader's own is tried while it is written, and kept when it is saved.
 */
public final class RulesPane extends ScrollPane {
    private final RulesFile file;
    private final Runnable changed;
    private final Draft draft;
    private final OwnRules own;
    private final CheckBox redact = new CheckBox(Messages.text("redact.on"));
    private final VBox rules = new VBox();
    private final VBox all = new VBox(redact, rules);
    private final List<RuleLine> lines = new ArrayList<>();
    private final Label unchecked = new Label(Messages.text("redact.unchecked"));
    private boolean known;

    /**
     * @param on whether it begins with redaction switched on
     * @param changed called when something else holds than before
     * @param failed told why the rules could not be read or kept
     */
    public RulesPane(
            Background background,
            RuntreeHome home,
            boolean on,
            Runnable changed,
            Consumer<? super RuntimeException> failed) {
        this.changed = changed;
        file = new RulesFile(background, home, failed);
        draft = new Draft(file::keep, this::tell);
        own = new OwnRules(draft, this::showEnd);
        getStyleClass().add("rules-pane");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        redact.setId("redact");
        redact.getStyleClass().add("rule-switch");
        redact.setSelected(on);
        redact.selectedProperty().subscribe((before, now) -> {
            rules.setDisable(!now);
            tell();
        });
        rules.setDisable(!on);
        unchecked.getStyleClass().add("rule-unchecked");
        unchecked.setWrapText(true);
        unchecked.setMinHeight(USE_PREF_SIZE);
        unchecked.managedProperty().bind(unchecked.visibleProperty());
        unchecked.setVisible(false);
        rules.getStyleClass().add("rule-list");
        all.getStyleClass().add("rules");
        setContent(all);
        file.read(kept -> {
            known = true;
            draft.read(kept);
            fill();
            tell();
        });
    }

    private void fill() {
        for (var each : BuiltIn.values()) {
            add(each.word(), title(each), draft.kept().builtIn().contains(each), on -> draft.turn(each, on));
        }
        add(RedactionRules.CONTENT, "redact.rule.content", draft.kept().dropContent(), draft::dropContent);
        own.show();
        rules.getChildren().addAll(lines);
        rules.getChildren().addAll(own, unchecked);
    }

    private static String title(BuiltIn rule) {
        return switch (rule) {
            case KEY -> "redact.rule.key";
            case IBAN -> "redact.rule.iban";
            case CARD -> "redact.rule.card";
            case EMAIL -> "redact.rule.email";
            case PHONE -> "redact.rule.phone";
        };
    }

    private void add(String rule, String title, boolean on, Consumer<Boolean> turned) {
        lines.add(new RuleLine(rule, Messages.text(title), on, turned));
    }

    private void tell() {
        if (known) {
            changed.run();
        }
    }

    private void showEnd() {
        applyCss();
        layout();
        setVvalue(getVmax());
    }

    public void focus() {
        redact.requestFocus();
    }

    /**
     * What holds now, with what is being written.
     *
     * @return {@code null} while the rules are being read
     * @throws IllegalArgumentException with a sentence that says why nobody can tell what would leave
     */
    public @Nullable RedactionRules rules() {
        return !known ? null : redact.isSelected() ? draft.rules() : RedactionRules.NONE;
    }

    /** Shows what the rules found; {@code null} while that is not known. */
    public void found(@Nullable RedactionReport report) {
        var findings = new Findings(report);
        lines.forEach(line -> line.say(findings));
        own.say(findings);
        unchecked.setVisible(report != null && report.unchecked() > 0);
    }

    /** Keeps what is being written, if anything is; {@code false}, told at its place, when it is no rule. */
    public boolean saved() {
        return !redact.isSelected() || own.saved();
    }

    /** Gives up what is being written; {@code false} when nothing was. */
    public boolean endEditing() {
        return own.endEditing();
    }
}
