package dev.runtree.ui.shell;

import dev.runtree.export.ExportFormat;
import dev.runtree.export.ExportReport;
import dev.runtree.export.TraceExport;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionRules;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.nio.file.Path;
import java.util.List;
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
    private final RuntreeHome home;
    private final Consumer<String> told;
    private final Consumer<RuntimeException> failed;

    /** @param told a sentence for the status line */
    Exporting(Background background, RuntreeHome home, Consumer<String> told, Consumer<RuntimeException> failed) {
        this.background = background;
        this.home = home;
        this.told = told;
        this.failed = failed;
    }

    /** Asks in what way and where to, and writes there, unless the reader thinks better of it. */
    void ask(Overlays overlays, Window window, @Nullable OpenDatabase open, List<Run> runs) {
        if (open == null || runs.isEmpty()) {
            return;
        }
        var ids = traces(runs);
        overlays.export(background, home, ids.size(), rules -> new Trial(open, ids, rules), rules -> {
            var file = choose(window, runs);
            if (file != null) {
                write(open, runs, file, rules);
            }
        });
    }

    private static @Nullable Path choose(Window window, List<Run> runs) {
        boolean one = traces(runs).size() == 1;
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("export.title"));
        var json = new ExtensionFilter(Messages.text(one ? "export.json" : "export.zip"), one ? "*.json" : "*.zip");
        var protobuf = new ExtensionFilter(
                Messages.text(one ? "export.protobuf" : "export.zip.protobuf"), one ? "*.pb" : "*.pb.zip");
        chooser.getExtensionFilters().addAll(json, protobuf);
        chooser.setInitialFileName(one ? fileName(runs.getFirst()) + ".json" : "runs.zip");
        var file = chooser.showSaveDialog(window);
        if (file == null) {
            return null;
        }
        var path = file.toPath();
        boolean named = file.getName().contains(".");
        boolean binary = chooser.getSelectedExtensionFilter() == protobuf;
        return named
                ? path
                : path.resolveSibling(file.getName() + (one ? suffix(binary) : binary ? ".pb.zip" : ".zip"));
    }

    /** Each once. */
    private static List<String> traces(List<Run> runs) {
        return runs.stream().map(run -> run.id().traceId()).distinct().toList();
    }

    private static String suffix(boolean binary) {
        return (binary ? ExportFormat.OTLP_PB : ExportFormat.OTLP_JSON).suffix();
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

    /** Writes the whole traces of runs; a file of that name is replaced, as the chooser has asked. */
    void write(@Nullable OpenDatabase open, List<Run> runs, Path file, RedactionRules rules) {
        if (open == null || runs.isEmpty()) {
            return;
        }
        told.accept(Messages.text("export.running", String.valueOf(file.getFileName())));
        background.call(
                () -> new TraceExport(
                                open.queries(),
                                format(file),
                                report -> {},
                                rules.isNone() ? null : new Redaction(rules))
                        .toFile(traces(runs), file, true),
                report -> told.accept(done(report, file)),
                failure -> {
                    told.accept("");
                    failed.accept(failure);
                });
    }

    private static ExportFormat format(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".pb") || name.endsWith(".binpb") || name.endsWith(".pb.zip")
                ? ExportFormat.OTLP_PB
                : ExportFormat.OTLP_JSON;
    }

    private static String done(ExportReport report, Path file) {
        var name = String.valueOf(file.getFileName());
        var spans = Figures.count(report.spans());
        var done = report.traces() == 1
                ? Messages.text("export.done", spans, name)
                : Messages.text("export.done.many", Figures.count(report.traces()), spans, name);
        return report.withoutSteps() == 0
                ? done
                : done + Messages.text("export.done.without", Figures.count(report.withoutSteps()));
    }
}
