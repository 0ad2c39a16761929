package dev.runtree.ui.notes;

import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Note;
import dev.runtree.model.Annotation.Score;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Icons;
import dev.runtree.ui.KeyFocus;
import dev.runtree.ui.Messages;
import dev.runtree.ui.RightToLeft;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A line of what is said: the star, a chip for each tag and score, the beginning of the note. All of it can be pressed. */
final class Said extends FlowPane {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private static final SpanId NONE = new SpanId("", "");
    private static final PseudoClass STARRED = PseudoClass.getPseudoClass("starred");
    private static final PseudoClass WRITTEN = PseudoClass.getPseudoClass("written");

    private final TagField tagField;
    private final Does does;
    private final Button star = new Button();
    private final Button addTag = flat(Messages.text("notes.tag"), Messages.text("notes.tag.tip"), BootstrapIcons.TAG);
    private final Button note =
            flat(Messages.text("notes.note"), Messages.text("notes.note.tip"), BootstrapIcons.PENCIL_SQUARE);
    private final Button addScore =
            flat(Messages.text("notes.score"), Messages.text("notes.score.tip"), BootstrapIcons.BAR_CHART_LINE);
    private List<Node> chips = List.of();
    private List<Node> scores = List.of();
    private @Nullable Annotation shown;
    private boolean tagging;

    /** What pressing something does. */
    record Does(Runnable star, Consumer<String> untag, Runnable note, Consumer<@Nullable Score> score, Runnable tag) {}

    Said(String what, TagField tagField, Does does) {
        this.tagField = tagField;
        this.does = does;
        getStyleClass().add("said");
        setRowValignment(VPos.CENTER);
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleText(Messages.text("notes.of", what));
        star.getStyleClass().setAll("annotation", "annotation-star");
        star.setOnAction(event -> does.star().run());
        addTag.setOnAction(event -> does.tag().run());
        note.setOnAction(event -> does.note().run());
        addScore.setOnAction(event -> does.score().accept(null));
        tagField.setPrefWidth(180);
        show(Annotation.none(new Annotation.Subject(NONE, NONE)));
    }

    private static Button flat(String text, String tip, BootstrapIcons icon) {
        var button = new Button(text);
        button.setGraphic(Icons.icon(icon));
        button.getStyleClass().setAll("annotation");
        button.setTooltip(new Tooltip(tip));
        return button;
    }

    /** Chips stay as long as they say what is said: one that has the focus would take it away with it. */
    void show(Annotation said) {
        if (said.equals(shown)) {
            return;
        }
        shown = said;
        star.setGraphic(Icons.icon(said.starred() ? BootstrapIcons.STAR_FILL : BootstrapIcons.STAR));
        star.pseudoClassStateChanged(STARRED, said.starred());
        star.setAccessibleText(Messages.text(said.starred() ? "notes.unstar" : "notes.star"));
        star.setTooltip(new Tooltip(star.getAccessibleText() + "   S"));
        brief(addTag, Messages.text("notes.tag"), !said.tags().isEmpty());
        brief(addScore, Messages.text("notes.score"), !said.scores().isEmpty());
        chips = said.tags().stream().map(this::chip).toList();
        showNote(said.note());
        scores = said.scores().stream().map(this::score).toList();
        arrange();
    }

    /** Beside others of its kind, an icon tells enough. */
    private static void brief(Button button, String text, boolean brief) {
        button.setText(brief ? "" : text);
        button.setAccessibleText(text);
    }

    private Node chip(String tag) {
        var chip = new Button(tag);
        chip.setMnemonicParsing(false);
        chip.setGraphic(Icons.icon(BootstrapIcons.X));
        chip.setContentDisplay(ContentDisplay.RIGHT);
        chip.getStyleClass().setAll("annotation", "annotation-tag");
        chip.setAccessibleText(Messages.text("notes.tag.spoken", tag));
        chip.setTooltip(new Tooltip(Messages.text("notes.tag.away", tag)));
        chip.setOnAction(event -> does.untag().accept(tag));
        return chip;
    }

    private Node score(Score score) {
        var chip = new Button(words(score));
        chip.setMnemonicParsing(false);
        chip.getStyleClass().setAll("annotation", "annotation-score");
        chip.setTooltip(
                tip((score.comment() == null ? "" : score.comment() + "\n\n") + by(score.author(), score.at())));
        chip.setAccessibleHelp(chip.getTooltip().getText());
        chip.setOnAction(event -> does.score().accept(score));
        return chip;
    }

    static String words(Score score) {
        var value = score.value() == null
                ? ""
                : " " + score.value().stripTrailingZeros().toPlainString();
        return score.name() + value + (score.label() == null ? "" : " " + score.label());
    }

    private void showNote(@Nullable Note known) {
        var text = known == null
                ? Messages.text("notes.note")
                : known.text().lines().findFirst().orElse("").strip();
        note.setText(text);
        note.setMnemonicParsing(false);
        note.pseudoClassStateChanged(WRITTEN, known != null);
        note.setTooltip(
                known == null
                        ? new Tooltip(Messages.text("notes.note.tip"))
                        : tip(known.text() + "\n\n" + by(known.author(), known.at())));
        note.setAccessibleText(known == null ? text : Messages.text("notes.note.spoken", known.text()));
    }

    private static Tooltip tip(String text) {
        var tip = new Tooltip(RightToLeft.folded(text, 48));
        tip.setWrapText(true);
        tip.setMaxWidth(480);
        return tip;
    }

    private static String by(@Nullable String author, Instant at) {
        var when = WHEN.format(at.atZone(ZoneId.systemDefault()));
        return author == null ? when : Messages.text("notes.by", author, when);
    }

    private void arrange() {
        var all = new ArrayList<Node>();
        all.add(star);
        all.addAll(chips);
        all.add(tagging ? tagField : addTag);
        all.add(note);
        all.addAll(scores);
        all.add(addScore);
        if (!getChildren().equals(all)) {
            getChildren().setAll(all);
        }
    }

    void editTags() {
        tagging = true;
        arrange();
        KeyFocus.into(tagField);
    }

    void endTags() {
        tagging = false;
        arrange();
    }

    void focusFirst() {
        star.requestFocus();
    }
}
