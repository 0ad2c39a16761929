/**
 * What was acknowledged and is not done yet, on disk: segments of checked records in a folder of each process. The
 * {@link dev.runtree.store.spool.Spool} has spans that wait for the database, in order; the
 * {@link dev.runtree.store.spool.EventLog} has events that wait to be worked off, one by one. Knows files and no SQL.
 */
@NullMarked
package dev.runtree.store.spool;

import org.jspecify.annotations.NullMarked;
