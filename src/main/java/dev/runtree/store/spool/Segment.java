package dev.runtree.store.spool;

import java.nio.file.Path;

/**
 * A file of records that is written to no more.
 *
 * @param amount what it holds, by the heads of its records
 */
record Segment(SpoolFolder folder, Path file, Amount amount) {}
