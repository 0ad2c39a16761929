package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.receive.FileImport;
import dev.runtree.receive.ImportLimits;
import dev.runtree.receive.ImportListener;
import dev.runtree.receive.ImportReport;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.store.Database;
import dev.runtree.store.SpanWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Read traces and their logs from files: OTLP protobuf or JSON, JSON Lines of it, gzip, zip, folders of these.")
final class Import implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files and folders")
    private List<Path> files = List.of();

    Import(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        try (Database database = common.openTraces(program);
                var _ = common.copying(database, program);
                var writer = new SpanWriter(database, new SpanLogs(program.prices()));
                var line = new ProgressLine(program.terminal())) {
            ImportReport report = new FileImport(
                            new OtlpReader(program.prices()), writer::write, new Listener(line), ImportLimits.DEFAULT)
                    .run(files);
            line.clear();
            program.out().line(summary(report));
            return report.hasFailures() ? 1 : 0;
        }
    }

    private final class Listener implements ImportListener {
        private final ProgressLine line;

        Listener(ProgressLine line) {
            this.line = line;
        }

        @Override
        public void file(FileReport report) {
            line.clear();
            tell(report);
        }

        @Override
        public void progress(long read, long all) {
            line.show(ProgressLine.bar(read, all) + " of " + Figures.count(all >> 20) + " MiB");
        }
    }

    private void tell(FileReport file) {
        String name = Width.oneLine(file.name());
        switch (file.outcome()) {
            case ImportReport.Stored stored ->
                program.out()
                        .line(name + ": " + held(stored.spans(), stored.logs(), ", ") + ", "
                                + Figures.counted(stored.traces(), "trace") + dropped(stored.withoutSpan()));
            case ImportReport.Skipped skipped -> program.out().line(name + ": skipped, " + skipped.reason());
            case ImportReport.Failed failed ->
                program.terminal().err().println(name + ": " + Told.oneLine(failed.reason()));
        }
    }

    private static String summary(ImportReport report) {
        long skipped = report.files().stream()
                .filter(file -> file.outcome() instanceof ImportReport.Skipped)
                .count();
        long failed = report.files().stream()
                .filter(file -> file.outcome() instanceof ImportReport.Failed)
                .count();
        return "Imported " + held(report.spans(), report.logs(), " and ") + " of "
                + (report.hasMoreTraces() ? "more than " : "")
                + Figures.counted(report.traceIds().size(), "trace")
                + (skipped == 0 ? "" : "; skipped " + Figures.counted(skipped, "file"))
                + (failed == 0 ? "" : "; could not read " + Figures.counted(failed, "file")) + ".";
    }

    /** Spans, and log records where there are any. */
    private static String held(long spans, long logs, String and) {
        if (logs == 0) {
            return Figures.counted(spans, "span");
        }
        return (spans == 0 ? "" : Figures.counted(spans, "span") + and) + Figures.counted(logs, "log record");
    }

    private static String dropped(long withoutSpan) {
        return withoutSpan == 0 ? "" : "; not kept: " + Figures.counted(withoutSpan, "log record") + " without a span";
    }
}
