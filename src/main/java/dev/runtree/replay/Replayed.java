package dev.runtree.replay;

import dev.runtree.model.SpanId;
import java.util.List;

/**
 * A replay that is stored, or safe on disk until the database takes it.
 *
 * @param run its run
 * @param replayOf the run id of the run that it replays
 * @param modelCalls how many answers of models are from the record
 * @param toolCalls how many results of tools are from the record
 * @param notes what the record tells otherwise than the loop would have it
 */
public record Replayed(SpanId run, String replayOf, int steps, int modelCalls, int toolCalls, List<Note> notes) {
    public Replayed {
        notes = List.copyOf(notes);
    }
}
