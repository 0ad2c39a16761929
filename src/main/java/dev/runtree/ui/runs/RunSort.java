package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.store.RunOrder;
import java.util.Comparator;
import java.util.Optional;

/**
 * How the list is sorted.
 *
 * @param descending from the largest or newest down
 */
record RunSort(RunColumn column, boolean descending) {
    static final RunSort NEWEST = new RunSort(RunColumn.STARTED, true);

    /** What a further click on a column's head asks for: its own way, the other way round, then newest first again. */
    RunSort clicked(RunColumn head) {
        if (head != column) {
            return new RunSort(head, head.isLargestFirst());
        }
        if (descending == head.isLargestFirst()) {
            return new RunSort(head, !descending);
        }
        return NEWEST;
    }

    /** In which order runs are read. */
    RunOrder order() {
        return column == RunColumn.STARTED && !descending ? RunOrder.OLDEST_FIRST : RunOrder.NEWEST_FIRST;
    }

    /** How what was read is put in order; empty where it is read in it. Equal ones stay newest first. */
    Optional<Comparator<Run>> comparator() {
        return column.isIndexed()
                ? Optional.empty()
                : column.order()
                        .map(order -> (descending ? order.reversed() : order).thenComparing(RunMerge.NEWEST_FIRST));
    }
}
