package dev.runtree.model.rollup;

import dev.runtree.model.RunStatus;
import java.util.Map;
import java.util.Optional;

/** Runs of one kind, by what has become of them. */
public record RunsByStatus(Map<RunStatus, RunTotals> totals) {
    public RunsByStatus {
        totals = Map.copyOf(totals);
    }

    /** All of them together; there is at least one. */
    public RunTotals all() {
        return totals.values().stream().reduce(RunTotals::plus).orElseThrow();
    }

    public long runs(RunStatus status) {
        return Optional.ofNullable(totals.get(status)).map(RunTotals::runs).orElse(0L);
    }

    /** The share of the ended runs that failed, 0 to 1; 0 when none has ended. */
    public double failureRate() {
        var ended = all().runs() - runs(RunStatus.RUNNING) - runs(RunStatus.PAUSED);
        return ended == 0 ? 0 : (double) runs(RunStatus.ERROR) / ended;
    }
}
