package dev.runtree.store;

/** Told how far copying whole tables is; called often, on the thread that copies. */
public interface CopyProgress {
    CopyProgress NONE = (doing, rows, ofRows, bytes) -> {};

    /**
     * @param doing such as {@code "Writing runtree_spans"}
     * @param rows so far of this table
     * @param ofRows of how many; -1 when that is unknown
     * @param bytes so far of this table, before they are packed
     */
    void at(String doing, long rows, long ofRows, long bytes);
}
