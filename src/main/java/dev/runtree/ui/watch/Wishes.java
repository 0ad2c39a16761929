package dev.runtree.ui.watch;

import dev.runtree.query.RunFilter;

/** Where the view of what is watched leads. */
public interface Wishes {

    /** Shows the runs that are behind a figure. */
    void runs(RunFilter filter);

    /** Shows one run, by its id. */
    void run(String runId);

    /** Shows the approvals that wait. */
    void queue();
}
