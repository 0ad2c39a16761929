package dev.runtree.agent.trace;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Copies for exporters, made once the database or the disk has the span: each span once, when it has really ended. */
final class ExporterCopies implements AutoCloseable {
    private final List<ExporterCopy> copies;

    ExporterCopies(List<SpanExporter> exporters) {
        this.copies = exporters.stream().map(ExporterCopy::new).toList();
    }

    /**
     * @param spans those that have not ended are left out
     * @param stored completes when they are stored, or cannot be: then the copy is all that there is
     */
    void after(List<SpanData> spans, CompletableFuture<Void> stored) {
        if (copies.isEmpty()) {
            return;
        }
        var ended = spans.stream().filter(SpanData::hasEnded).toList();
        var _ = stored.whenComplete((done, problem) -> copies.forEach(copy -> copy.add(ended)));
    }

    @Override
    public void close() {
        copies.forEach(ExporterCopy::close);
        copies.forEach(ExporterCopy::awaitEnd);
    }
}
