package dev.runtree.ui.notes;

import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Score;
import dev.runtree.model.SpanId;
import dev.runtree.store.Annotations;
import dev.runtree.store.Annotations.Outcome;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.notes.NoteEditor.Draft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What people say of a run or a step, where it can be read and written: a star, tags, a note, scores. Who writes a note that
 * somebody else has changed meanwhile is shown theirs, and who looks at something else before a note is saved finds it again
 * on coming back: nothing is lost.
 */
public final class AnnotationBar extends VBox {
    private final Background background;
    private final Latest asking;
    private final Said said;
    private final TagField tagField;
    private final NoteEditor noteEditor;
    private final ScoreEditor scoreEditor;
    private final Label message = new WrappedLabel();
    private final Map<SpanId, Draft> drafts = new HashMap<>();
    private Runnable changed = () -> {};
    private @Nullable Annotations annotations;
    private @Nullable SpanId span;
    private @Nullable SpanId within;
    private @Nullable Annotation now;

    /** @param what of which it tells, such as "run", for those who hear the window */
    public AnnotationBar(Background background, String what) {
        this.background = background;
        asking = new Latest(background, Duration.millis(100));
        tagField = new TagField(background, this::tag, this::closed);
        noteEditor = new NoteEditor(this::writeNote, this::noteEnded);
        scoreEditor = new ScoreEditor(background, this::writeScore, this::unscore, this::closed);
        said = new Said(
                what, tagField, new Said.Does(this::star, this::untag, this::openNote, this::openScore, this::openTag));
        message.getStyleClass().add("annotation-message");
        getStyleClass().add("annotations");
        getChildren().addAll(said, message, noteEditor, scoreEditor);
        for (Node each : List.of(message, noteEditor, scoreEditor)) {
            each.managedProperty().bind(each.visibleProperty());
            each.setVisible(false);
        }
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /** Called when something was said or taken back. */
    public void onChanged(Runnable handler) {
        changed = handler;
    }

    /** Reads and writes another database. */
    public void use(Annotations other) {
        annotations = other;
        tagField.use(other);
        scoreEditor.use(other);
        show(null, null);
    }

    /**
     * Shows what is said of a run or a step.
     *
     * @param shown {@code null} shows nothing
     * @param inRun the run in whose tree it is shown
     */
    public void show(@Nullable SpanId shown, @Nullable SpanId inRun) {
        if (Objects.equals(shown, span) && Objects.equals(inRun, within)) {
            return;
        }
        close();
        span = shown;
        within = inRun;
        now = null;
        tell(null);
        if (shown == null) {
            setVisible(false);
        }
        ask();
    }

    /** Something has changed in the database. What is being written stays. */
    public void refresh() {
        if (!isWriting() && !tagField.isFocused()) {
            ask();
        }
    }

    private boolean isWriting() {
        return noteEditor.isVisible() || scoreEditor.isVisible();
    }

    private void ask() {
        var database = annotations;
        var id = span;
        var run = within;
        if (database == null || id == null || run == null) {
            asking.cancel();
            return;
        }
        asking.askNow(database.about(id, run), this::said, failure -> {});
    }

    private void said(Annotation annotation) {
        boolean isFirst = now == null;
        now = annotation;
        said.show(annotation);
        setVisible(true);
        var draft = drafts.get(annotation.subject().span());
        if (isFirst && draft != null && !isWriting()) {
            noteEditor.show(draft);
        }
    }

    private interface Change {
        void in(Annotations database, Annotation annotation);
    }

    private void change(Change change) {
        var database = annotations;
        var annotation = now;
        if (database == null || annotation == null) {
            return;
        }
        background.call(
                () -> {
                    change.in(database, annotation);
                    return annotation;
                },
                done -> changed(),
                this::failed);
    }

    private void changed() {
        tell(null);
        ask();
        changed.run();
    }

    private void failed(RuntimeException why) {
        tell(String.valueOf(why.getMessage()));
    }

    private void tell(@Nullable String what) {
        message.setText(what == null ? "" : what);
        message.setVisible(what != null);
    }

    /** Gives it a star, or takes it away. */
    public void star() {
        change((database, annotation) -> database.star(List.of(annotation.subject()), !annotation.starred()));
    }

    private void tag(String text) {
        tagField.put("");
        boolean away = text.startsWith("-") && text.length() > 1;
        change((database, annotation) -> {
            if (away) {
                database.untag(List.of(annotation.subject()), text.substring(1));
            } else {
                database.tag(List.of(annotation.subject()), text);
            }
        });
    }

    private void untag(String tag) {
        change((database, annotation) -> database.untag(List.of(annotation.subject()), tag));
    }

    /** Puts the focus where tags are typed. */
    public void openTag() {
        close();
        said.editTags();
    }

    /** Opens the note to be written. */
    public void openNote() {
        var annotation = now;
        if (annotation != null) {
            close();
            var draft = drafts.get(annotation.subject().span());
            noteEditor.open(draft == null ? Draft.of(annotation.note()) : draft);
        }
    }

    /** Opens a score to be written. */
    public void openScore() {
        openScore(null);
    }

    private void openScore(@Nullable Score score) {
        if (now != null) {
            close();
            scoreEditor.open(score);
        }
    }

    private void close() {
        var of = span;
        if (of != null) {
            noteEditor.draft().ifPresent(draft -> drafts.put(of, draft));
        }
        noteEditor.setVisible(false);
        scoreEditor.setVisible(false);
        said.endTags();
    }

    /** The note of this is written, or not wanted after all. */
    private void forgetDraft(SpanId of) {
        drafts.remove(of);
        if (of.equals(span)) {
            noteEditor.setVisible(false);
        }
    }

    private void noteEnded() {
        if (span != null) {
            forgetDraft(span);
        }
        closed();
    }

    private void closed() {
        close();
        tell(null);
        said.focusFirst();
        ask();
    }

    private interface Writing {
        Outcome in(Annotations database, Annotation annotation);
    }

    /** The answer may come when something else is shown, of which it says nothing. */
    private void write(Writing writing, Consumer<SpanId> kept, Consumer<Annotation> overtaken) {
        var database = annotations;
        var annotation = now;
        if (database == null || annotation == null) {
            return;
        }
        var of = annotation.subject().span();
        background.call(
                () -> writing.in(database, annotation),
                outcome -> {
                    if (outcome instanceof Outcome.Kept) {
                        kept.accept(of);
                    }
                    if (of.equals(span)) {
                        answered(outcome, overtaken);
                    } else {
                        changed.run();
                    }
                },
                why -> {
                    if (of.equals(span)) {
                        failed(why);
                    }
                });
    }

    private void answered(Outcome outcome, Consumer<Annotation> overtaken) {
        switch (outcome) {
            case Outcome.Kept kept -> {
                said(kept.now());
                closed();
                changed.run();
            }
            case Outcome.Overtaken other -> {
                said(other.now());
                overtaken.accept(other.now());
            }
            case Outcome.Gone gone -> tell(Messages.text("notes.gone"));
        }
    }

    private void writeNote(String text, Annotation.@Nullable Note seen) {
        write((database, annotation) -> database.note(annotation.subject(), text, seen), this::forgetDraft, other -> {
            var theirs = other.note();
            noteEditor.sees(theirs);
            tell(
                    theirs == null
                            ? Messages.text("notes.overtaken.gone")
                            : Messages.text("notes.overtaken", String.valueOf(theirs.author()), theirs.text()));
        });
    }

    private void writeScore(Score score, @Nullable Score seen) {
        var annotation = now;
        var known = seen != null || annotation == null
                ? seen
                : annotation.scores().stream()
                        .filter(each -> each.name().equals(score.name()))
                        .findFirst()
                        .orElse(null);
        write(
                (database, said) -> database.score(said.subject(), score, known),
                of -> {},
                other -> overtaken(other, score.name()));
    }

    private void unscore(Score seen) {
        write(
                (database, said) -> database.unscore(said.subject(), seen),
                of -> {},
                other -> overtaken(other, seen.name()));
    }

    private void overtaken(Annotation other, String name) {
        other.scores().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .ifPresent(theirs -> {
                    scoreEditor.sees(theirs);
                    tell(Messages.text("notes.overtaken", String.valueOf(theirs.author()), Said.words(theirs)));
                });
    }
}
