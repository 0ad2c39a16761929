package dev.runtree.ui.shell;

import dev.runtree.model.Annotation;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.store.Annotations;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.detail.DetailController;
import dev.runtree.ui.notes.AnnotationBar;
import dev.runtree.ui.run.RunController;
import dev.runtree.ui.run.Step;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What people say of the run that is shown, and of the step of it that is selected. */
final class Opinions {
    private static final Duration CALM = Duration.millis(50);

    private final AnnotationBar ofRun;
    private final AnnotationBar ofStep;
    private final Latest marks;
    private Consumer<Map<SpanId, Annotation>> marked = said -> {};
    private @Nullable Annotations annotations;
    private @Nullable Run shown;

    Opinions(Background background) {
        marks = new Latest(background, CALM);
        ofRun = new AnnotationBar(background, Messages.text("notes.of.run"));
        ofStep = new AnnotationBar(background, Messages.text("notes.of.step"));
    }

    /** @param changed called when something was said, so that lists show it */
    void fill(RunController run, DetailController detail, Runnable changed) {
        run.annotations(ofRun);
        detail.annotations(ofStep);
        run.stepProperty().subscribe(this::show);
        marked = run::mark;
        ofRun.onChanged(() -> {
            ofStep.refresh();
            markAgain();
            changed.run();
        });
        ofStep.onChanged(() -> {
            ofRun.refresh();
            markAgain();
            changed.run();
        });
    }

    /** A run's own step is the run: what is said of it stands with the run alone. */
    private void show(@Nullable Step step) {
        if (step == null || step.span().id().equals(step.run().id())) {
            ofStep.show(null, null);
        } else {
            ofStep.show(step.span().id(), step.run().id());
        }
    }

    void show(Run run) {
        ofRun.show(run.id(), run.id());
        shown = run;
        var source = annotations;
        if (source != null) {
            marks.ask(() -> source.of(run.id().traceId()), marked, why -> marked.accept(Map.of()));
        }
    }

    /** Marks that cannot be read now stay as they were. */
    private void markAgain() {
        var run = shown;
        var source = annotations;
        if (run != null && source != null) {
            marks.again(() -> source.of(run.id().traceId()), marked, why -> {});
        }
    }

    void use(Annotations other) {
        marks.cancel();
        annotations = other;
        shown = null;
        marked.accept(Map.of());
        ofRun.use(other);
        ofStep.use(other);
    }

    void refresh() {
        ofRun.refresh();
        ofStep.refresh();
        markAgain();
    }

    /** What can be said of the run. */
    List<Command> commands() {
        return List.of(
                command("notes.run.star", ofRun::star),
                command("notes.run.tag", ofRun::openTag),
                command("notes.run.note", ofRun::openNote),
                command("notes.run.score", ofRun::openScore));
    }

    private static Command command(String key, Runnable work) {
        return new Command(Command.Group.RUN, Messages.text(key), "", work);
    }
}
