package dev.runtree.ui.watch;

import dev.runtree.query.RunFilter;
import dev.runtree.ui.alerts.Wanted;
import javafx.beans.property.ReadOnlyLongProperty;
import org.jspecify.annotations.Nullable;

/** Where the view of what is watched leads. */
public interface Wishes {

    /** Shows the runs that are behind a figure. */
    void runs(RunFilter filter);

    /** Shows one run, by its id. */
    void run(String runId);

    /** Shows the approvals that wait. */
    void queue();

    /** Shows the alerts; or a new one about something, unless it is {@code null}. */
    void alerts(@Nullable Wanted wanted);

    /** How many alerts fire. */
    ReadOnlyLongProperty firing();
}
