package dev.runtree.ui.sql;

import dev.runtree.model.Figures;
import dev.runtree.store.Query;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Calm;
import dev.runtree.ui.background.Job;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Writes an answer into a file, one at a time. */
final class CsvSaving {
    private final Background background;
    private final BiConsumer<String, Boolean> told;
    private volatile @Nullable Query<Long> query;
    private @Nullable Job job;

    /** @param told a sentence, and whether it is of a failure */
    CsvSaving(Background background, BiConsumer<String, Boolean> told) {
        this.background = background;
        this.told = told;
    }

    /** Asks for a file; empty when the reader thought better of it. */
    static Optional<Path> choose(Window over) {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("sql.csv"));
        chooser.getExtensionFilters().add(new ExtensionFilter(Messages.text("sql.csv.files"), "*.csv"));
        chooser.setInitialFileName("rows.csv");
        var file = chooser.showSaveDialog(over);
        while (file != null && !file.getName().contains(".")) {
            var named = file.toPath().resolveSibling(file.getName() + ".csv");
            if (!Files.exists(named)) {
                return Optional.of(named);
            }
            // Of this name the dialog has not asked whether the file may be replaced.
            chooser.setInitialDirectory(file.getParentFile());
            chooser.setInitialFileName(String.valueOf(named.getFileName()));
            file = chooser.showSaveDialog(over);
        }
        return Optional.ofNullable(file).map(File::toPath);
    }

    /** @param making makes what writes the file, given whom to tell how many rows were written */
    void save(Path file, Function<LongConsumer, Query<Long>> making) {
        if (query != null) {
            return;
        }
        var rows = new AtomicLong();
        var progress = new Calm(background, () -> {
            if (query != null) {
                told.accept(Messages.text("sql.csv.writing", Figures.count(rows.get()), file), false);
            }
        });
        var asked = making.apply(written -> {
            rows.set(written);
            progress.changed();
        });
        query = asked;
        told.accept(Messages.text("sql.csv.writing", Figures.count(0), file), false);
        job = background.run(
                asked,
                written -> {
                    query = null;
                    told.accept(
                            Messages.text(
                                    "sql.csv.written", Messages.counted(written, "sql.rows.one", "sql.rows"), file),
                            false);
                },
                failure -> {
                    query = null;
                    told.accept(String.valueOf(failure.getMessage()), true);
                });
    }

    boolean isBusy() {
        return query != null;
    }

    /** Gives it up; no file is left. */
    void stop() {
        if (query != null && job != null) {
            query = null;
            job.cancel();
            told.accept(Messages.text("sql.csv.stopped"), false);
        }
    }

    /** Ends it in the server; from any thread. */
    void abandon() {
        var now = query;
        if (now != null) {
            now.cancel();
        }
    }
}
