package dev.runtree.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.model.Run;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.receive.FileImport;
import dev.runtree.receive.ImportLimits;
import dev.runtree.receive.ImportListener;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What real SDKs sent, stored. */
final class CapturedRuns {
    private CapturedRuns() {}

    /** Stores all captures of a folder, and gives their runs that lie beneath no other. */
    static List<Run> store(Database database, Path folder) {
        var prices = Prices.none();
        try (var writer = new SpanWriter(database, new SpanLogs(prices))) {
            new FileImport(new OtlpReader(prices), writer::write, new Silent(), ImportLimits.DEFAULT)
                    .run(List.of(folder));
        }
        return new RunQueries(database)
                .runs(RunFilter.parse(""), null, 10_000).fetch().runs().stream()
                        .filter(run -> run.parentRunId() == null)
                        .toList();
    }

    /** The captures that may lie beside the project; skips the test where there are none. */
    static Path ofTheWorkspace() {
        var folder = shared().resolve("captures");
        assumeTrue(Files.isDirectory(folder), () -> "No captures at " + folder + ": nothing to replay");
        return folder;
    }

    private static final class Silent implements ImportListener {
        @Override
        public void file(FileReport report) {}

        @Override
        public void progress(long read, long all) {}
    }

    private static Path shared() {
        var beside = Path.of("..", "shared").toAbsolutePath().normalize();
        return Files.isDirectory(beside)
                ? beside
                : Path.of("..", "..", "shared").toAbsolutePath().normalize();
    }
}
