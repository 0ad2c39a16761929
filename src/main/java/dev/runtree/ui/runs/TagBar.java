package dev.runtree.ui.runs;

import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.Run;
import dev.runtree.store.Annotations;
import dev.runtree.ui.KeyFocus;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.notes.TagField;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** A line over the list in which the selected runs are given a tag, or with a minus before it lose it. */
final class TagBar extends HBox {
    private final Background background;
    private final Supplier<List<Run>> selected;
    private final Runnable changed;
    private final Consumer<RuntimeException> failed;
    private final Runnable done;
    private final Label label = new Label();
    private final TagField field;
    private @Nullable Annotations annotations;

    /**
     * @param changed called when tags have changed
     * @param done called when the reader is through with it
     */
    TagBar(
            Background background,
            Supplier<List<Run>> selected,
            Runnable changed,
            Consumer<RuntimeException> failed,
            Runnable done) {
        this.background = background;
        this.selected = selected;
        this.changed = changed;
        this.failed = failed;
        this.done = done;
        field = new TagField(background, this::take, this::hide);
        getStyleClass().add("tag-bar");
        setAlignment(Pos.CENTER_LEFT);
        label.setMinWidth(USE_PREF_SIZE);
        setHgrow(field, Priority.ALWAYS);
        var close = new Button(Messages.text("close"));
        close.getStyleClass().add("small");
        close.setMinWidth(USE_PREF_SIZE);
        close.setOnAction(event -> hide());
        getChildren().addAll(label, field, close);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    void use(Annotations annotations) {
        this.annotations = annotations;
        field.use(annotations);
    }

    void open() {
        int runs = selected.get().size();
        if (runs == 0) {
            return;
        }
        label.setText(runs == 1 ? Messages.text("runs.tag.one") : Messages.text("runs.tag.many", String.valueOf(runs)));
        field.put("");
        setVisible(true);
        KeyFocus.into(field);
    }

    private void hide() {
        setVisible(false);
        done.run();
    }

    private void take(String text) {
        var database = annotations;
        var subjects = selected.get().stream().map(Subject::of).toList();
        if (database == null || subjects.isEmpty()) {
            return;
        }
        boolean away = text.startsWith("-") && text.length() > 1;
        field.put("");
        background.call(
                () -> away ? database.untag(subjects, text.substring(1)) : database.tag(subjects, text),
                count -> changed.run(),
                failed);
    }
}
