package dev.runtree.ui.shell;

import dev.runtree.export.ExportFormat;
import dev.runtree.export.ExportReport;
import dev.runtree.export.TraceExport;
import dev.runtree.export.training.LeftOut;
import dev.runtree.export.training.TrainingChoices;
import dev.runtree.export.training.TrainingExport;
import dev.runtree.export.training.TrainingReport;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionRules;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.export.ExportChoice;
import dev.runtree.ui.export.TrainingReportSheet;
import dev.runtree.ui.export.TrainingStory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Writes runs into files, one thing at a time: their traces, in the form that the file's name asks for, or training data. */
final class Exporting {
    private static final int MOST_LEFT_OUT = 1_000;

    private final Background background;
    private final Preferences preferences;
    private final ProgressStrip strip;
    private final Consumer<String> told;
    private final Consumer<RuntimeException> failed;
    private @Nullable Job job;

    /** @param told a sentence for the status line */
    Exporting(
            Background background, Preferences preferences, Consumer<String> told, Consumer<RuntimeException> failed) {
        this.background = background;
        this.preferences = preferences;
        this.told = told;
        this.failed = failed;
        strip = new ProgressStrip(background);
    }

    /** How far it is, and what ends it. */
    Node strip() {
        return strip;
    }

    /**
     * Runs that are to be written.
     *
     * @param filter finds them, in place of those that are selected; {@code null} for these
     */
    private record Wanted(
            Database database, List<Run> selected, @Nullable RunFilter filter) {
        /** Those of the selected runs, each once. */
        List<String> traces() {
            return Exporting.traces(selected);
        }
    }

    /** Asks in what way and where to, and writes there, unless the reader thinks better of it. */
    void ask(Overlays overlays, Window window, @Nullable OpenDatabase open, List<Run> runs, RunFilter filter) {
        if (open == null) {
            return;
        }
        var ids = traces(runs);
        overlays.sheet(
                close -> new ExportSheet(
                        background, preferences, ids.size(), filter, rules -> new Trial(open, ids, rules), choice -> {
                            close.run();
                            choice.ifPresent(made -> choose(
                                    overlays,
                                    window,
                                    new Wanted(open.database(), runs, made.ofFilter() ? filter : null),
                                    made));
                        }),
                ExportSheet::focus);
    }

    private void choose(Overlays overlays, Window window, Wanted wanted, ExportChoice choice) {
        var training = choice.training();
        if (training == null) {
            var isOne = wanted.filter() == null && wanted.traces().size() == 1;
            confirmed(
                    overlays,
                    ExportFile.ofTraces(window, wanted.selected(), isOne),
                    List::of,
                    (file, isReplacing) -> write(wanted, file, choice.rules(), isReplacing));
        } else {
            confirmed(
                    overlays,
                    ExportFile.ofTraining(window, training),
                    file -> TrainingExport.files(training, file),
                    (file, isReplacing) -> train(overlays, wanted, file, training, choice.rules(), isReplacing));
        }
    }

    /** What is done with a file once it is known whether one of that name may be replaced. */
    private interface Then {
        void write(Path file, boolean isReplacing);
    }

    /** Of names that were not chosen but made, the reader is asked here. */
    private static void confirmed(
            Overlays overlays,
            @Nullable ExportFile file,
            java.util.function.Function<Path, List<Path>> made,
            Then then) {
        if (file == null) {
            return;
        }
        var isChosen = file.isConfirmed() && made.apply(file.path()).equals(List.of(file.path()));
        var there = made.apply(file.path()).stream().filter(Files::exists).toList();
        if (isChosen || there.isEmpty()) {
            then.write(file.path(), !there.isEmpty());
        } else {
            overlays.ask(
                    Messages.text("export.replace.title"),
                    there.stream().map(Path::toString).collect(Collectors.joining("\n")),
                    Messages.text("export.replace"),
                    () -> then.write(file.path(), true));
        }
    }

    /** The traces of runs, each once. */
    static List<String> traces(List<Run> runs) {
        return runs.stream().map(run -> run.id().traceId()).distinct().toList();
    }

    /** Writes the whole traces of runs; a file of that name is replaced. */
    void write(@Nullable OpenDatabase open, List<Run> runs, Path file) {
        if (open != null && !runs.isEmpty()) {
            write(new Wanted(open.database(), runs, null), file, RedactionRules.NONE, true);
        }
    }

    private void write(Wanted wanted, Path file, RedactionRules rules, boolean isReplacing) {
        var redaction = rules.isNone() ? null : new Redaction(rules);
        begin(
                file,
                at -> {
                    var export = new TraceExport(
                            new RunQueries(wanted.database()),
                            format(file),
                            report -> at.accept(Messages.text(
                                    "export.so-far", Figures.count(report.traces()), Figures.count(report.spans()))),
                            redaction);
                    var filter = wanted.filter();
                    return filter == null
                            ? export.toFile(wanted.traces(), file, isReplacing)
                            : export.toFile(filter, Integer.MAX_VALUE, file, isReplacing);
                },
                report -> told.accept(done(report, file) + replaced(redaction)));
    }

    private static String replaced(@Nullable Redaction redaction) {
        return redaction == null
                ? ""
                : Messages.text(
                        "export.done.replaced", Figures.count(redaction.report().places()));
    }

    /** Writes training data, and tells over the window what came of it. */
    void train(
            Overlays overlays,
            Database database,
            List<Run> selected,
            Path file,
            TrainingChoices choices,
            RedactionRules rules) {
        train(overlays, new Wanted(database, selected, null), file, choices, rules, false);
    }

    private void train(
            Overlays overlays,
            Wanted wanted,
            Path file,
            TrainingChoices choices,
            RedactionRules rules,
            boolean isReplacing) {
        begin(file, at -> story(wanted, file, choices, rules, isReplacing, at), story -> {
            told.accept(story.brief());
            overlays.sheet(close -> new TrainingReportSheet(story, close), TrainingReportSheet::focus);
        });
    }

    private static TrainingStory story(
            Wanted wanted,
            Path file,
            TrainingChoices choices,
            RedactionRules rules,
            boolean isReplacing,
            Consumer<String> at) {
        var redaction = rules.isNone() ? null : new Redaction(rules);
        var leftOut = new ArrayList<LeftOut>();
        var export = new TrainingExport(wanted.database(), choices, redaction, done -> at.accept(soFar(done)), left -> {
            if (leftOut.size() < MOST_LEFT_OUT) {
                leftOut.add(left);
            }
        });
        var filter = wanted.filter();
        var report = filter == null
                ? export.toFile(wanted.selected(), file, isReplacing)
                : export.toFile(filter, file, isReplacing);
        return new TrainingStory(
                report, leftOut, redaction == null ? 0 : redaction.report().places());
    }

    private static String soFar(TrainingReport done) {
        return Messages.text("export.training.so-far", Figures.count(done.lines()), Figures.count(done.runs()));
    }

    private <T> void begin(Path file, Writing.Pieces<T> pieces, Consumer<T> done) {
        if (job != null) {
            told.accept(Messages.text("export.busy"));
            return;
        }
        var name = String.valueOf(file.getFileName());
        told.accept(Messages.text("export.running", name));
        strip.begin(Messages.text("export.running", name), () -> {
            if (job != null) {
                job.cancel();
            }
            end();
            told.accept(Messages.text("export.cancelled", name));
        });
        job = background.run(
                new Writing<>(pieces, strip::at),
                result -> {
                    end();
                    done.accept(result);
                },
                failure -> {
                    end();
                    told.accept("");
                    failed.accept(failure);
                });
    }

    private void end() {
        job = null;
        strip.end();
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
