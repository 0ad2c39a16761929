package dev.runtree.ui.replay;

import dev.runtree.replay.many.ManyLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many runs are to be replayed.
 *
 * @param isLive whether models are asked; otherwise everything is answered from the record
 * @param models {@code provider:name} each; {@code null} for the recorded ones
 * @param times how often each is asked
 * @param limits for all together
 */
record ManyChoices(boolean isLive, List<@Nullable String> models, int times, ManyLimits limits) {
    /** From the record it is the same each time. */
    static final ManyChoices RECORDED = new ManyChoices(false, Collections.singletonList(null), 1, ManyLimits.NONE);

    ManyChoices {
        models = Collections.unmodifiableList(new ArrayList<>(models));
    }
}
