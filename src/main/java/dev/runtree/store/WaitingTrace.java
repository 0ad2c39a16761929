package dev.runtree.store;

import java.util.List;

/**
 * A trace that changed and is to be looked at by whoever sends to a target.
 *
 * @param changes the keys of its notes; without any it is looked at since it has been quiet for long
 */
public record WaitingTrace(String traceId, List<String> changes) {
    public WaitingTrace {
        changes = List.copyOf(changes);
    }
}
