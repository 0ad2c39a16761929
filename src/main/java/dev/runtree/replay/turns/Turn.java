package dev.runtree.replay.turns;

import dev.runtree.model.Run;
import dev.runtree.model.Trace;
import dev.runtree.replay.RecordedRun;

/**
 * A turn of a conversation as it was recorded: a run that no other run of its session has started.
 *
 * @param number from 1, in the order in which they began
 * @param trace what the record was read from
 */
public record Turn(int number, Trace trace, RecordedRun record) {
    public Run run() {
        return record.run();
    }
}
