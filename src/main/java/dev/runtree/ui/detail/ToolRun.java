package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Part;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.otlp.ContentReader;
import dev.runtree.ui.run.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step in which a tool ran that a model had asked for.
 *
 * @param result {@code null} when none was recorded
 */
record ToolRun(
        Span span,
        @Nullable String arguments,
        @Nullable String result,
        Content.@Nullable Failure error,
        String attributes) {
    private static final int LONG = 1 << 16;

    static ToolRun of(RecordedSpan recorded) {
        var content = ContentReader.read(recorded);
        return new ToolRun(
                recorded.span(),
                content.toolArguments() != null ? content.toolArguments() : content.input(),
                content.toolResult() != null ? content.toolResult() : content.output(),
                content.error(),
                recorded.payload().attributes());
    }

    /** Of which nothing but the step is known. */
    static ToolRun unread(Span span) {
        return new ToolRun(span, null, null, null, "");
    }

    /**
     * Finds for each call the step that did it. A step is one call's at most: first by the call's id, then by name and
     * arguments, then by name alone in the order in which they started.
     *
     * @return by the call's place in the list
     */
    static Map<Integer, ToolRun> of(List<Part.ToolCall> calls, List<ToolRun> runs) {
        var found = new HashMap<Integer, ToolRun>();
        var taken = Collections.<ToolRun>newSetFromMap(new IdentityHashMap<>());
        for (Likeness likeness : LIKENESSES) {
            for (var at = 0; at < calls.size(); at++) {
                for (var run : runs) {
                    if (!found.containsKey(at) && !taken.contains(run) && likeness.holds(calls.get(at), run)) {
                        found.put(at, run.withoutAttributes());
                        taken.add(run);
                    }
                }
            }
        }
        return found;
    }

    private interface Likeness {
        boolean holds(Part.ToolCall call, ToolRun run);
    }

    private static final List<Likeness> LIKENESSES = List.of(
            (call, run) -> call.id() != null && run.attributes().contains(": \"" + call.id() + "\""),
            (call, run) -> call.id() != null && run.attributes().contains(":\"" + call.id() + "\""),
            (call, run) -> run.isOf(call) && run.arguments() != null && same(run.arguments(), call.arguments()),
            (call, run) -> run.isOf(call));

    private boolean isOf(Part.ToolCall call) {
        var names = new ArrayList<String>();
        names.add(Names.of(span).subject());
        names.add(span.name());
        if (span.toolName() != null) {
            names.add(span.toolName());
        }
        return names.contains(call.name());
    }

    private ToolRun withoutAttributes() {
        return new ToolRun(span, arguments, result, error, "");
    }

    private static boolean same(String one, String other) {
        return one.length() < LONG
                && other.length() < LONG
                && one.replaceAll("\\s+", "").equals(other.replaceAll("\\s+", ""));
    }
}
