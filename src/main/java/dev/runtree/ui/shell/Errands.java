package dev.runtree.ui.shell;

import dev.runtree.export.target.Target;
import dev.runtree.model.Run;
import dev.runtree.store.Database;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.targets.ChosenRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** What the window does with runs on the reader's behalf and what takes its time: bringing in, writing out, taking away. */
final class Errands {
    private final Supplier<@Nullable OpenDatabase> database;
    private final Gathering gathering;
    private final Exporting exporting;
    private final SendingRuns sending;
    private final Deleting deleting;
    private final UndoLine undoLine = new UndoLine();

    /**
     * Who hears of them.
     *
     * @param gathers told whether something is brought in and what, or what came of it
     * @param gathered told of what came in
     * @param says a sentence for the status line
     * @param failed told why something could not be done
     * @param hidden the ids of runs that are about to be deleted; none, when no run is
     * @param deleted the ids of runs that have gone
     */
    record Listeners(
            BiConsumer<Boolean, String> gathers,
            Consumer<Inlets.Result> gathered,
            Consumer<String> says,
            Consumer<RuntimeException> failed,
            Consumer<Set<String>> hidden,
            Consumer<Set<String>> deleted) {}

    Errands(
            Background background,
            Preferences preferences,
            Inlets inlets,
            ProgressStrip strip,
            Supplier<@Nullable OpenDatabase> database,
            Listeners listeners) {
        this.database = database;
        gathering = new Gathering(background, inlets, strip, listeners.gathers(), listeners.gathered());
        exporting = new Exporting(background, preferences, listeners.says(), listeners.failed());
        sending = new SendingRuns(background, preferences.home(), listeners.says(), listeners.failed());
        deleting = new Deleting(
                background,
                undoLine,
                new Deleting.Listeners(listeners.says(), listeners.failed(), listeners.hidden(), listeners.deleted()));
    }

    /** Whether runs are being made or files read. */
    boolean isGathering() {
        return gathering.isBusy();
    }

    void runDemo() {
        gathering.runDemo(database.get());
    }

    void chooseFiles(Window window) {
        importFiles(Gathering.choose(window));
    }

    /** Reads files; later, if the database is still being opened. */
    void importFiles(List<Path> files) {
        gathering.importFiles(database.get(), files);
    }

    /** The database is there: reads what waited for it. */
    void resume(OpenDatabase open) {
        gathering.resume(open);
    }

    /** Asks in what way and where to, and writes the selected runs there, or all of the list. */
    void export(Overlays overlays, Window window, RunPanes runs) {
        exporting.ask(overlays, window, database.get(), runs.selection(), runs.filter());
    }

    /** Sends runs to a target. */
    void send(Target target, ChosenRuns runs) {
        sending.begin(database.get(), target, runs);
    }

    /** How far an export and a sending are, with what ends each. */
    Node strips() {
        return new VBox(exporting.strip(), sending.strip());
    }

    /** Writes the run's trace, in the form that the file's name asks for. */
    void export(@Nullable Run run, Path file) {
        exporting.write(database.get(), run == null ? List.of() : List.of(run), file);
    }

    void delete(Overlays overlays, List<Run> runs) {
        deleting.ask(overlays, database.get(), runs);
    }

    /** Says that runs were deleted, and takes it back. */
    Node undoLine() {
        return undoLine;
    }

    /** Brings back what was deleted a moment ago. */
    void undo() {
        deleting.undo();
    }

    /** Does what still waits to be done in a database, before it is let go of. From any thread. */
    void leave(Database left) {
        sending.leave();
        deleting.leave(left);
    }
}
