package dev.runtree.replay.live;

import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.RecordedStep.ModelCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a replay goes: what comes from the record, and from where on a model is asked.
 *
 * @param levels the runs that go on live, each beneath the one before it; the fork leaves in the last one
 * @param leaves the step it leaves at; {@code null} for the first model call, with nothing changed
 * @param isEdited whether that step is another one than was recorded
 * @param isAlone whether only that model call is made, and its answer is all that comes of it
 */
public record Fork(
        RecordedRun record, List<Level> levels, @Nullable RecordedStep leaves, boolean isEdited, boolean isAlone) {
    public Fork {
        levels = List.copyOf(levels);
    }

    /** How many steps come from the record. */
    public int kept() {
        return levels.stream().mapToInt(level -> level.kept().size()).sum();
    }

    /** How many of these are model calls. */
    public int keptCalls() {
        return (int) levels.stream()
                .flatMap(level -> level.kept().stream())
                .filter(ModelCall.class::isInstance)
                .count();
    }

    /** How many model calls the record has in the runs that go on live. */
    public int recordedCalls() {
        return levels.stream().mapToInt(Level::calls).sum();
    }
}
