package dev.runtree.ui.runs;

import dev.runtree.ui.runs.RunColumn.Term;

/** Takes what a value that was clicked says of a run into the filter. */
interface FilterBy {
    /** @param without whether runs that have it are to be left out */
    void add(Term term, boolean without);
}
