package dev.runtree.receive;

import dev.runtree.otlp.Received;
import dev.runtree.receive.ImportReport.Failed;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.receive.ImportReport.Skipped;
import dev.runtree.receive.ImportReport.Stored;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one file held: its spans and log records are handed on, counted, and told of when it is done. */
final class Tally {
    private final Batches batches;
    private final Set<String> traceIds = new HashSet<>();
    private long spans;
    private long logs;
    private long rejected;
    private long withoutSpan;
    private @Nullable String word;
    private @Nullable String reason;

    Tally(Batches batches) {
        this.batches = batches;
    }

    void addTraces(Received received) {
        unreadable("span", received.rejected(), received);
        add(received);
    }

    /** Log records that name no span are nothing for us, which is no failure. */
    void addLogs(Received received) {
        withoutSpan += received.withoutSpan();
        unreadable("log record", received.rejected() - received.withoutSpan(), received);
        add(received);
    }

    private void unreadable(String what, int count, Received received) {
        if (count > 0) {
            rejected += count;
            word = word == null || word.equals(what) ? what : "record";
            reason = reason == null ? received.reason() : reason;
        }
    }

    private void add(Received received) {
        batches.add(received);
        spans += received.spans().size();
        logs += received.logs().size();
        received.spans().forEach(span -> note(span.span().id().traceId()));
        received.logs().forEach(log -> note(log.span().traceId()));
    }

    private void note(String traceId) {
        if (traceIds.size() < ImportReport.MOST_TRACES) {
            traceIds.add(traceId);
        }
    }

    boolean isEmpty() {
        return spans == 0 && logs == 0 && rejected == 0 && withoutSpan == 0;
    }

    /** Says what was stored, and what of it could not be read. */
    void tell(String name, Consumer<FileReport> tell) {
        if (rejected > 0) {
            var count = rejected == 1 ? "a " + word : rejected + " " + word + "s";
            tell.accept(new FileReport(name, new Failed(count + " could not be read: " + reason)));
        }
        if (spans > 0 || logs > 0 || (rejected == 0 && withoutSpan == 0)) {
            tell.accept(new FileReport(name, new Stored(spans, logs, withoutSpan, traceIds.size())));
        } else if (rejected == 0) {
            tell.accept(new FileReport(name, new Skipped("OTLP logs of which no record names a span")));
        }
    }
}
