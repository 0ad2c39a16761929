package dev.runtree.ui.shell;

import dev.runtree.export.ExportFormat;
import dev.runtree.export.ExportReport;
import dev.runtree.export.TraceExport;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Writes the trace of a run into a file, in the form that the file's name asks for. */
final class Exporting {
    private static final int ID = 8;

    private final Background background;
    private final Consumer<String> told;
    private final Consumer<RuntimeException> failed;

    /** @param told a sentence for the status line */
    Exporting(Background background, Consumer<String> told, Consumer<RuntimeException> failed) {
        this.background = background;
        this.told = told;
        this.failed = failed;
    }

    /** Asks where to and writes there, unless the reader thinks better of it. */
    void ask(Window window, @Nullable OpenDatabase open, @Nullable Run run) {
        var file = run == null ? null : choose(window, run);
        if (file != null) {
            write(open, run, file);
        }
    }

    private static @Nullable Path choose(Window window, Run run) {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("export.title"));
        var json = new ExtensionFilter(Messages.text("export.json"), "*.json");
        var protobuf = new ExtensionFilter(Messages.text("export.protobuf"), "*.pb");
        chooser.getExtensionFilters().addAll(json, protobuf);
        chooser.setInitialFileName(fileName(run) + ".json");
        var file = chooser.showSaveDialog(window);
        if (file == null) {
            return null;
        }
        var path = file.toPath();
        boolean named = file.getName().contains(".");
        return named
                ? path
                : path.resolveSibling(file.getName() + suffix(chooser.getSelectedExtensionFilter(), protobuf));
    }

    private static String suffix(@Nullable ExtensionFilter chosen, ExtensionFilter protobuf) {
        return (chosen == protobuf ? ExportFormat.OTLP_PB : ExportFormat.OTLP_JSON).suffix();
    }

    /** Such as {@code travel-desk-4bf92f35}. */
    private static String fileName(Run run) {
        var name = run.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        var id = run.id().traceId().substring(0, ID);
        return name.isEmpty() ? id : name + "-" + id;
    }

    /** Writes a run's whole trace; a file of that name is replaced, as the chooser has asked. */
    void write(@Nullable OpenDatabase open, @Nullable Run run, Path file) {
        if (open == null || run == null) {
            return;
        }
        var filter = RunFilter.parse("id:" + run.id().traceId() + "*");
        told.accept(Messages.text("export.running", String.valueOf(file.getFileName())));
        background.call(
                () -> new TraceExport(open.queries(), format(file), report -> {}).toFile(filter, 1, file, true),
                report -> told.accept(done(report, file)),
                failure -> {
                    told.accept("");
                    failed.accept(failure);
                });
    }

    private static ExportFormat format(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".pb") || name.endsWith(".binpb") ? ExportFormat.OTLP_PB : ExportFormat.OTLP_JSON;
    }

    private static String done(ExportReport report, Path file) {
        return Messages.text("export.done", Figures.count(report.spans()), String.valueOf(file.getFileName()));
    }
}
