package dev.runtree.receive;

import dev.runtree.otlp.Received;
import dev.runtree.receive.ImportReport.Failed;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.receive.ImportReport.Stored;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one file held: its spans are handed on, counted, and told of when it is done. */
final class Tally {
    private final Batches batches;
    private final Set<String> traceIds = new HashSet<>();
    private long spans;
    private long rejected;
    private @Nullable String reason;

    Tally(Batches batches) {
        this.batches = batches;
    }

    void add(Received received) {
        batches.add(received.spans());
        spans += received.spans().size();
        for (var span : received.spans()) {
            if (traceIds.size() < ImportReport.MOST_TRACES) {
                traceIds.add(span.span().id().traceId());
            }
        }
        rejected += received.rejected();
        reason = reason == null ? received.reason() : reason;
    }

    boolean isEmpty() {
        return spans == 0 && rejected == 0;
    }

    /** Says what was stored, and what of it could not be read. */
    void tell(String name, Consumer<FileReport> tell) {
        if (rejected > 0) {
            var count = rejected == 1 ? "a span" : rejected + " spans";
            tell.accept(new FileReport(name, new Failed(count + " could not be read: " + reason)));
        }
        if (spans > 0 || rejected == 0) {
            tell.accept(new FileReport(name, new Stored(spans, traceIds.size())));
        }
    }
}
