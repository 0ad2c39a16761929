package dev.runtree.replay;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Trace;
import dev.runtree.store.Query;
import java.util.List;

/** Where a replay reads from what the steps of a run said: a database, or a file beside a case. */
@FunctionalInterface
public interface RecordSource {

    /** The steps of a part of a run with all that they said, in their order; one that has gone is left out. */
    Query<List<RecordedSpan>> payloads(Trace part);
}
