package dev.runtree.check.expect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.check.expect.Observed.Called;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tool is called.
 *
 * @param arguments with these, and maybe with others besides; {@code null} for whatever arguments
 * @param times exactly so often; {@code null} for once or more
 * @param line where it stands
 */
record ToolCalled(
        String tool, @Nullable JsonNode arguments, @Nullable Integer times, int line) implements Expectation {
    static final String KEY = "tools.called";

    @Override
    public Held hold(Observed run) {
        var count = run.calls().stream().filter(this::isMeant).count();
        var isMet = times == null ? count > 0 : count == times;
        return new Held(KEY, line, expected(), got(run, count), isMet);
    }

    private boolean isMeant(Called call) {
        if (!call.tool().equals(tool)) {
            return false;
        }
        if (arguments == null) {
            return true;
        }
        var got = JsonFit.read(call.arguments().isBlank() ? "{}" : call.arguments());
        return got != null && JsonFit.isWithin(arguments, got);
    }

    private String expected() {
        return tool + (arguments == null ? "" : " " + arguments) + (times == null ? "" : " " + Told.times(times));
    }

    private String got(Observed run, long count) {
        if (times != null && count > 0) {
            return Told.times(count) + ": "
                    + told(run.calls().stream().filter(this::isMeant).toList());
        }
        var others =
                run.calls().stream().filter(call -> call.tool().equals(tool)).toList();
        return others.isEmpty() ? Told.tools(run.calls()) : told(others);
    }

    private static String told(List<Called> calls) {
        return calls.stream().map(Called::toString).distinct().collect(Collectors.joining("; "));
    }
}
