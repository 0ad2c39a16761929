package dev.runtree.ui.shell;

import dev.runtree.alert.AlertWatch;
import dev.runtree.export.send.Sending;
import dev.runtree.store.Changes;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.RunCopier;
import dev.runtree.store.RunQueries;
import dev.runtree.store.Upkeep;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database that the window shows, or two: what is beside its traces may be in a primary one.
 *
 * @param copier copies its sessions to the primary database; {@code null} where there is none beside it
 * @param sending copies its traces to other back ends; {@code null} in a window that is only for a picture
 * @param alerts looks at the rules of the home
 */
record OpenDatabase(
        Databases databases,
        RunQueries queries,
        List<Changes> changes,
        Upkeep upkeep,
        @Nullable RunCopier copier,
        @Nullable Sending sending,
        AlertWatch alerts)
        implements AutoCloseable {

    /** What is not copied by then is copied by the next Runtree. */
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    OpenDatabase {
        changes = List.copyOf(changes);
    }

    /** @param isActing whether traces are copied to other back ends and alerts are looked at while it is open */
    static OpenDatabase of(Databases databases, boolean isActing, Runnable changed) {
        var traces = databases.traces();
        var ofRuns = new Changes(traces, changed);
        return new OpenDatabase(
                databases,
                new RunQueries(traces),
                databases.areTwo()
                        ? List.of(ofRuns, Changes.ofApprovals(databases.primary(), changed))
                        : List.of(ofRuns),
                Upkeep.start(databases),
                databases.areTwo() ? new RunCopier(traces, databases.primary()) : null,
                isActing ? Sending.start(traces, traces.home()) : null,
                isActing ? AlertWatch.start(databases) : AlertWatch.resting(databases));
    }

    /** That of the traces. */
    Database database() {
        return databases.traces();
    }

    @Override
    public void close() {
        upkeep.close();
        changes.forEach(Changes::close);
        if (sending != null) {
            sending.close();
        }
        alerts.close();
        if (copier != null) {
            copier.finish(LONGEST_END);
            copier.close();
        }
        databases.close();
    }
}
