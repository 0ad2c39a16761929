package dev.runtree.compare;

import dev.runtree.model.SpanId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the steps of a run, within bounds: a run may have a million of them.
 *
 * @param read how many steps were looked into, those that began first
 * @param calls of tools in the order of their starts, the first {@value #MOST_CALLS}
 * @param allCalls how many there are in the steps that were looked into
 * @param modelCalls calls of models in them, each once
 * @param models that were called, by name
 * @param system what the first model call with instructions was told; {@code null} when no step says, likewise the others
 * @param attributes of the run's own step, by key, each as text
 */
public record RunSteps(
        int read,
        List<ToolCall> calls,
        int allCalls,
        int modelCalls,
        List<String> models,
        @Nullable Said system,
        @Nullable Said input,
        @Nullable Said output,
        Map<String, String> attributes) {

    /** So many calls of tools are compared. */
    public static final int MOST_CALLS = 500;

    public RunSteps {
        calls = List.copyOf(calls);
        models = List.copyOf(models);
        attributes = Map.copyOf(attributes);
    }

    /**
     * A text of a run.
     *
     * @param step where it stands
     */
    public record Said(String text, SpanId step) {}
}
