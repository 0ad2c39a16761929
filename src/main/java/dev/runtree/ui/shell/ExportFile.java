package dev.runtree.ui.shell;

import dev.runtree.export.ExportFormat;
import dev.runtree.export.training.TrainingChoices;
import dev.runtree.export.training.TrainingFormat;
import dev.runtree.model.Run;
import dev.runtree.ui.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * The file that an export goes into.
 *
 * @param isConfirmed whether the reader has been asked already if a file of this very name may be replaced
 */
record ExportFile(Path path, boolean isConfirmed) {
    private static final int ID = 8;

    /** Asks for the file of traces; {@code null} when the reader thinks better of it. */
    static @Nullable ExportFile ofTraces(Window window, List<Run> runs, boolean isOne) {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("export.title"));
        var json = new ExtensionFilter(Messages.text(isOne ? "export.json" : "export.zip"), isOne ? "*.json" : "*.zip");
        var protobuf = new ExtensionFilter(
                Messages.text(isOne ? "export.protobuf" : "export.zip.protobuf"), isOne ? "*.pb" : "*.pb.zip");
        chooser.getExtensionFilters().addAll(json, protobuf);
        chooser.setInitialFileName(isOne ? name(runs.getFirst()) + ".json" : "runs.zip");
        var file = chooser.showSaveDialog(window);
        if (file == null) {
            return null;
        }
        var isBinary = chooser.getSelectedExtensionFilter() == protobuf;
        return named(file.toPath(), isOne ? suffix(isBinary) : isBinary ? ".pb.zip" : ".zip");
    }

    /** Likewise of training data. */
    static @Nullable ExportFile ofTraining(Window window, TrainingChoices choices) {
        var suffix = choices.format() == TrainingFormat.PARQUET ? ".parquet" : ".jsonl";
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("export.title"));
        chooser.getExtensionFilters()
                .add(new ExtensionFilter(
                        Messages.text("export.kind." + choices.format().word()), "*" + suffix));
        chooser.setInitialFileName(
                choices.format() == TrainingFormat.PARQUET
                        ? "runs.parquet"
                        : "runs." + choices.format().word() + suffix);
        var file = chooser.showSaveDialog(window);
        return file == null ? null : named(file.toPath(), suffix);
    }

    /** A name without an ending gets one; of that name nobody has asked. */
    private static ExportFile named(Path path, String suffix) {
        var name = String.valueOf(path.getFileName());
        return name.contains(".")
                ? new ExportFile(path, true)
                : new ExportFile(path.resolveSibling(name + suffix), false);
    }

    private static String suffix(boolean isBinary) {
        return (isBinary ? ExportFormat.OTLP_PB : ExportFormat.OTLP_JSON).suffix();
    }

    /** Such as {@code travel-desk-4bf92f35}. */
    private static String name(Run run) {
        var name = run.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        var id = run.id().traceId().substring(0, ID);
        return name.isEmpty() ? id : name + "-" + id;
    }
}
