package dev.runtree.receive;

import dev.runtree.receive.ImportReport.FileReport;

/** Is told how an import goes on, in the thread that imports. */
@FunctionalInterface
public interface ImportListener {

    /** A file was read. */
    void file(FileReport report);

    /**
     * Bytes were read, told every now and then.
     *
     * @param read bytes of the named files and folders until now, as they lie on disk
     * @param all bytes that they have
     */
    default void progress(long read, long all) {}
}
