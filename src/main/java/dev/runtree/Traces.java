package dev.runtree;

import dev.runtree.agent.demo.Demo;
import dev.runtree.model.Figures;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.receive.FileImport;
import dev.runtree.receive.ImportLimits;
import dev.runtree.receive.ImportListener;
import dev.runtree.receive.ImportReport;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.Query;
import dev.runtree.store.SpanWriter;
import dev.runtree.ui.shell.Inlets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the window gets traces in: by the demo and from files. */
final class Traces {

    private final RuntreeHome home;

    Traces(RuntreeHome home) {
        this.home = home;
    }

    Inlets inlets() {
        return new Inlets(
                databases -> () -> demo(databases),
                (database, files, progress) -> new FileQuery(home, database, files, progress));
    }

    private static Inlets.Result demo(Databases databases) {
        int runs = Demo.run(databases, line -> {}).size();
        return new Inlets.Result("The demo made " + Figures.count(runs) + " runs", null, null);
    }

    /** Files, to be read once; ended before its time, it still tells what was stored. */
    private static final class FileQuery implements Query<Inlets.Result> {
        private final List<Path> files;
        private final List<String> mistakes = new ArrayList<>();
        private final SpanWriter writer;
        private final FileImport reading;

        FileQuery(RuntreeHome home, Database database, List<Path> files, Inlets.Progress progress) {
            this.files = files;
            var prices = Prices.of(home.pricesFile(), mistakes::add);
            writer = new SpanWriter(database, new SpanLogs(prices));
            reading = new FileImport(new OtlpReader(prices), writer::write, listener(progress), ImportLimits.DEFAULT);
        }

        private static ImportListener listener(Inlets.Progress progress) {
            return new ImportListener() {
                @Override
                public void file(FileReport report) {
                    // All of them are told of at the end.
                }

                @Override
                public void progress(long read, long all) {
                    progress.at(read, all);
                }
            };
        }

        @Override
        public Inlets.Result fetch() {
            try (writer) {
                var report = reading.run(files);
                return new Inlets.Result(told(report), complaint(report, mistakes), filter(report));
            }
        }

        @Override
        public void cancel() {
            reading.cancel();
        }
    }

    private static String told(ImportReport report) {
        return (report.cancelled() ? "Import ended early: " : "Imported ") + Figures.counted(report.spans(), "span")
                + (report.logs() == 0 ? "" : " and " + Figures.counted(report.logs(), "log record")) + " of "
                + (report.hasMoreTraces() ? "more than " : "")
                + Figures.counted(report.traceIds().size(), "trace") + (report.cancelled() ? " are stored" : "");
    }

    private static @Nullable String complaint(ImportReport report, List<String> mistakes) {
        var files = report.files().stream()
                .filter(file -> file.outcome() instanceof ImportReport.Failed)
                .map(file -> file.name() + ": " + ((ImportReport.Failed) file.outcome()).reason())
                .limit(3);
        String failed = Stream.concat(files, mistakes.stream()).collect(Collectors.joining("\n"));
        return failed.isEmpty() ? null : failed;
    }

    private static @Nullable String filter(ImportReport report) {
        return switch (report.traceIds().size()) {
            case 0 -> null;
            case 1 -> "id:" + report.traceIds().iterator().next() + "*";
            default -> "source:import";
        };
    }
}
