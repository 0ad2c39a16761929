/**
 * What was acknowledged and is not in the database yet, on disk: segments of checked records in a folder of each process,
 * below the home's {@code spool}. Knows files and no SQL.
 */
@NullMarked
package dev.runtree.store.spool;

import org.jspecify.annotations.NullMarked;
