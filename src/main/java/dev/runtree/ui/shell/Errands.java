package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.ui.background.Background;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** What the window does with runs on the reader's behalf and what takes its time: bringing in, writing out, taking away. */
final class Errands {
    private final Supplier<@Nullable OpenDatabase> database;
    private final Gathering gathering;
    private final Exporting exporting;
    private final Deleting deleting;

    /**
     * Who hears of them.
     *
     * @param gathers told whether something is brought in and what, or what came of it
     * @param gathered told of what came in
     * @param says a sentence for the status line
     * @param failed told why something could not be done
     * @param deleted called when runs have gone
     */
    record Listeners(
            BiConsumer<Boolean, String> gathers,
            Consumer<Inlets.Result> gathered,
            Consumer<String> says,
            Consumer<RuntimeException> failed,
            Runnable deleted) {}

    Errands(
            Background background,
            Inlets inlets,
            ProgressStrip strip,
            Supplier<@Nullable OpenDatabase> database,
            Listeners listeners) {
        this.database = database;
        gathering = new Gathering(background, inlets, strip, listeners.gathers(), listeners.gathered());
        exporting = new Exporting(background, listeners.says(), listeners.failed());
        deleting = new Deleting(background, listeners.says(), listeners.failed(), listeners.deleted());
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

    /** Asks where to, and writes the run's trace there. */
    void export(Window window, @Nullable Run run) {
        exporting.ask(window, database.get(), run);
    }

    /** Writes the run's trace, in the form that the file's name asks for. */
    void export(@Nullable Run run, Path file) {
        exporting.write(database.get(), run, file);
    }

    void delete(Overlays overlays, @Nullable Run run) {
        deleting.ask(overlays, database.get(), run);
    }
}
