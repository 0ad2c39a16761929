package dev.runtree;

import dev.runtree.agent.demo.Demo;
import dev.runtree.model.Figures;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.receive.FileImport;
import dev.runtree.receive.ImportLimits;
import dev.runtree.receive.ImportReport;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
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
        return new Inlets(database -> () -> demo(database), (database, files) -> () -> files(database, files));
    }

    private static Inlets.Result demo(Database database) {
        int runs = Demo.run(database, line -> {}).size();
        return new Inlets.Result("The demo made " + Figures.count(runs) + " runs", null, null);
    }

    private Inlets.Result files(Database database, List<Path> files) {
        var mistakes = new ArrayList<String>();
        var prices = Prices.of(home.pricesFile(), mistakes::add);
        try (var writer = new SpanWriter(database, new SpanLogs(prices))) {
            var report = new FileImport(new OtlpReader(prices), writer::write, file -> {}, ImportLimits.DEFAULT).run(files);
            String told = "Imported " + Figures.count(report.spans()) + " spans"
                    + (report.logs() == 0 ? "" : " and " + Figures.count(report.logs()) + " log records") + " of "
                    + Figures.count(report.traceIds().size()) + " traces";
            return new Inlets.Result(told, complaint(report, mistakes), filter(report));
        }
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
