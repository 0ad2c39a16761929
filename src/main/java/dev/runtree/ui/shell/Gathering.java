package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.store.Query;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Gets traces into the open database, one thing at a time: the demo's or those of files. */
final class Gathering {
    private final Background background;
    private final Inlets inlets;
    private final BiConsumer<Boolean, String> tell;
    private final Consumer<Inlets.Result> done;
    private final ProgressStrip strip;
    private List<Path> waiting = List.of();
    private boolean busy;

    /**
     * @param strip shows how far the reading of files is
     * @param tell told whether something goes on and what, or what came of it
     * @param done told of what came in, also when it failed
     */
    Gathering(
            Background background,
            Inlets inlets,
            ProgressStrip strip,
            BiConsumer<Boolean, String> tell,
            Consumer<Inlets.Result> done) {
        this.background = background;
        this.inlets = inlets;
        this.strip = strip;
        this.tell = tell;
        this.done = done;
    }

    boolean isBusy() {
        return busy;
    }

    void runDemo(@Nullable OpenDatabase open) {
        if (open != null) {
            work(Messages.text("main.demo.running"), inlets.demo().apply(open.databases()));
        }
    }

    /** Asks for files; none when the reader thought better of it. */
    static List<Path> choose(Window window) {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("main.import.title"));
        List<File> chosen = chooser.showOpenMultipleDialog(window);
        return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
    }

    /** Reads files; later, if the database is still being opened. */
    void importFiles(@Nullable OpenDatabase open, List<Path> files) {
        if (open == null) {
            waiting = List.copyOf(files);
        } else if (!files.isEmpty() && !busy) {
            var reading = inlets.files().read(open.database(), files, strip::at);
            strip.begin(what(files), reading::cancel);
            work(Messages.text("main.import.running"), reading);
        }
    }

    private static String what(List<Path> files) {
        return files.size() == 1
                ? Messages.text(
                        "main.import.one", String.valueOf(files.getFirst().getFileName()))
                : Messages.text("main.import.many", Figures.count(files.size()));
    }

    /** The database is there: reads what waited for it. */
    void resume(OpenDatabase open) {
        var files = waiting;
        waiting = List.of();
        importFiles(open, files);
    }

    private void work(String what, Query<Inlets.Result> work) {
        if (busy) {
            return;
        }
        busy = true;
        tell.accept(true, what);
        background.run(
                work,
                this::finish,
                failure -> finish(new Inlets.Result("", String.valueOf(failure.getMessage()), null)));
    }

    private void finish(Inlets.Result result) {
        busy = false;
        strip.end();
        tell.accept(false, result.told());
        done.accept(result);
    }
}
