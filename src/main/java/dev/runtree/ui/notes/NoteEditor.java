package dev.runtree.ui.notes;

import dev.runtree.model.Annotation.Note;
import dev.runtree.ui.KeyFocus;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedArea;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A note while it is written. */
final class NoteEditor extends VBox {
    private static final KeyCombination SAVE = KeyCombination.valueOf("Shortcut+Enter");

    private final TextArea area = new WrappedArea();
    private final BiConsumer<String, @Nullable Note> write;
    private @Nullable Note seen;

    /**
     * @param write given the text, blank to take the note away, and the note that the writer has seen
     * @param done called when the reader does not want to write after all
     */
    NoteEditor(BiConsumer<String, @Nullable Note> write, Runnable done) {
        this.write = write;
        getStyleClass().add("note-editor");
        area.setPrefRowCount(4);
        area.setAccessibleText(Messages.text("notes.note.label"));
        area.setPromptText(Messages.text("notes.note.prompt"));
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (SAVE.match(event)) {
                save();
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                done.run();
                event.consume();
            }
        });
        var hint = new Label(Messages.text("notes.note.keys", SAVE.getDisplayText()));
        hint.getStyleClass().add("hint");
        hint.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(hint, Priority.ALWAYS);
        var cancel = new Button(Messages.text("cancel"));
        cancel.getStyleClass().add("small");
        cancel.setOnAction(event -> done.run());
        var save = new Button(Messages.text("notes.save"));
        save.getStyleClass().addAll("small", "accent");
        save.setOnAction(event -> save());
        var buttons = new HBox(8, hint, cancel, save);
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(area, buttons);
    }

    /**
     * A note that was begun and not saved.
     *
     * @param seen the note that the writer has seen
     */
    record Draft(String text, @Nullable Note seen) {
        static Draft of(@Nullable Note note) {
            return new Draft(note == null ? "" : note.text(), note);
        }
    }

    /** Shows it without taking the focus. */
    void show(Draft draft) {
        seen = draft.seen();
        area.setText(draft.text());
        setVisible(true);
        area.end();
    }

    void open(Draft draft) {
        show(draft);
        KeyFocus.into(area);
    }

    /** What is being written, if it says anything else than what was there. */
    Optional<Draft> draft() {
        var draft = new Draft(area.getText(), seen);
        return isVisible() && !draft.equals(Draft.of(seen)) ? Optional.of(draft) : Optional.empty();
    }

    /** Somebody else has written this meanwhile; who saves again has seen it. */
    void sees(@Nullable Note theirs) {
        seen = theirs;
    }

    private void save() {
        write.accept(area.getText(), seen);
    }
}
