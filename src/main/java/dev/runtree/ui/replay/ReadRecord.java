package dev.runtree.ui.replay;

import dev.runtree.model.Trace;
import dev.runtree.replay.RecordedRun;

/**
 * A run that was read back to be run again.
 *
 * @param trace what the record was read from
 */
record ReadRecord(Trace trace, RecordedRun record) {}
