package dev.runtree.ui.shell;

import dev.runtree.export.ExportFormat;
import dev.runtree.export.TraceExport;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionReport;
import dev.runtree.redact.RedactionRules;
import dev.runtree.store.Query;
import dev.runtree.ui.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * What rules would replace in an export: the traces are written to a place where nobody reads them, and taken away. When it is
 * cancelled, it ends behind the trace that it is at.
 */
final class Trial implements Query<RedactionReport> {
    private final OpenDatabase open;
    private final List<String> traces;
    private final RedactionRules rules;
    private volatile boolean cancelled;

    Trial(OpenDatabase open, List<String> traces, RedactionRules rules) {
        this.open = open;
        this.traces = traces;
        this.rules = rules;
    }

    @Override
    public RedactionReport fetch() {
        var redaction = new Redaction(rules);
        try {
            var folder = Files.createTempDirectory("runtree-export");
            try {
                var file = folder.resolve(traces.size() == 1 ? "trial.json" : "trial.zip");
                new TraceExport(open.queries(), ExportFormat.OTLP_JSON, done -> goOn(), redaction)
                        .toFile(traces, file, true);
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(Messages.text("export.redact.failed", String.valueOf(e.getMessage())), e);
        }
        return redaction.report();
    }

    private void goOn() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
