package dev.runtree.compare;

import dev.runtree.compare.Value.Amount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of all runs.
 *
 * @param name of the attribute; empty for other aspects
 * @param values one for each run, in their order
 * @param standings likewise
 * @param sum of the numbers; {@code null} where it would mean nothing, or not all are known
 */
public record Row(
        Aspect aspect,
        String name,
        List<Value> values,
        List<Standing> standings,
        @Nullable Amount sum) {

    public Row {
        values = List.copyOf(values);
        standings = List.copyOf(standings);
    }

    /** Whether something in it is told apart from the first run's. */
    public boolean differs() {
        return aspect.tells() && standings.stream().anyMatch(Standing::differs);
    }

    /** Whether it is known of all runs. */
    public boolean isRead() {
        return values.stream().noneMatch(Value.Unread.class::isInstance);
    }
}
