package dev.runtree.ui.notes;

import dev.runtree.model.Annotation.Score;
import dev.runtree.store.Annotations;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;

/** A score while it is given: its name, a number or a label, and why. */
final class ScoreEditor extends FlowPane {
    /** What a score may be as a number; anything else is a label. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,12})?");

    private final TagField name;
    private final TextField value = new TextField();
    private final TextField comment = new TextField();
    private final Button take = new Button(Messages.text("notes.score.away"));
    private final Button save = new Button(Messages.text("notes.save"));
    private final BiConsumer<Score, @Nullable Score> write;
    private @Nullable Score seen;

    /**
     * @param write given the score and the one that the writer has seen
     * @param away given the score that is to be taken away
     * @param done called when the reader does not want to after all
     */
    ScoreEditor(Background background, BiConsumer<Score, @Nullable Score> write, Consumer<Score> away, Runnable done) {
        super(8, 6);
        this.write = write;
        getStyleClass().add("score-editor");
        setAlignment(Pos.CENTER_LEFT);
        name = new TagField(background, this::named, done);
        name.offers(Annotations::scoreNames, Messages.text("notes.score.name"));
        name.setPrefWidth(130);
        value.setPromptText(Messages.text("notes.score.value"));
        value.setAccessibleText(Messages.text("notes.score.value"));
        value.setPrefWidth(120);
        comment.setPromptText(Messages.text("notes.score.comment"));
        comment.setAccessibleText(Messages.text("notes.score.comment"));
        comment.setPrefWidth(200);
        for (var field : new TextField[] {value, comment}) {
            field.getStyleClass().add("tag-field");
            field.setOnAction(event -> save());
        }
        save.getStyleClass().addAll("small", "accent");
        save.setOnAction(event -> save());
        save.disableProperty()
                .bind(name.textProperty().isEmpty().or(value.textProperty().isEmpty()));
        var cancel = new Button(Messages.text("cancel"));
        cancel.getStyleClass().add("small");
        cancel.setOnAction(event -> done.run());
        take.getStyleClass().add("small");
        take.managedProperty().bind(take.visibleProperty());
        take.setOnAction(event -> {
            var score = seen;
            if (score != null) {
                away.accept(score);
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                done.run();
                event.consume();
            }
        });
        getChildren().addAll(name, value, comment, save, cancel, take);
    }

    void use(Annotations annotations) {
        name.use(annotations);
    }

    void open(@Nullable Score score) {
        seen = score;
        name.put(score == null ? "" : score.name());
        name.setDisable(score != null);
        value.setText(score == null ? "" : text(score));
        comment.setText(score == null || score.comment() == null ? "" : score.comment());
        take.setVisible(score != null);
        setVisible(true);
        (score == null ? name : value).requestFocus();
    }

    /** A number with a label behind it, as {@code 0.25 wrong}. */
    private static String text(Score score) {
        var number =
                score.value() == null ? "" : score.value().stripTrailingZeros().toPlainString();
        return (number + " " + (score.label() == null ? "" : score.label())).strip();
    }

    /** Somebody else has given this meanwhile; who saves again has seen it. */
    void sees(Score theirs) {
        seen = theirs;
    }

    private void named(String text) {
        name.put(text);
        value.requestFocus();
    }

    private void save() {
        if (save.isDisabled()) {
            return;
        }
        var text = value.getText().strip();
        var parts = text.split("\\s+", 2);
        boolean number = NUMBER.matcher(parts[0]).matches();
        var label = number ? (parts.length > 1 ? parts[1] : null) : text;
        write.accept(
                new Score(
                        name.getText().strip(),
                        number ? new BigDecimal(parts[0]) : null,
                        label,
                        comment.getText(),
                        null,
                        Instant.EPOCH),
                seen);
    }
}
