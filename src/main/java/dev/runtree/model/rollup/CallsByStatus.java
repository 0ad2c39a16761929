package dev.runtree.model.rollup;

import dev.runtree.model.SpanStatus;
import java.util.Map;
import java.util.Optional;

/** Calls of one tool, by how they ended. */
public record CallsByStatus(Map<SpanStatus, ToolTotals> totals) {
    public CallsByStatus {
        totals = Map.copyOf(totals);
    }

    /** All of them together; there is at least one. */
    public ToolTotals all() {
        return totals.values().stream().reduce(ToolTotals::plus).orElseThrow();
    }

    public long calls(SpanStatus status) {
        return Optional.ofNullable(totals.get(status)).map(ToolTotals::calls).orElse(0L);
    }

    /** The share of the ended calls that failed, 0 to 1; 0 when none has ended. */
    public double failureRate() {
        var ended = all().calls() - calls(SpanStatus.RUNNING);
        return ended == 0 ? 0 : (double) calls(SpanStatus.ERROR) / ended;
    }
}
