package dev.runtree.compare;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one run beside those of another, in their order: which are the same, which ask for something else, which only one
 * of the runs made. Calls are matched by what they ask for, and what is left between them by the names of the tools.
 *
 * @param lines every call of both runs once
 */
public record CallOrder(List<Line> lines) {

    /** What has become of a call. */
    public enum Fate {
        SAME,
        /** The same tool, asked for something else. */
        ARGUMENTS,
        /** The same call at another place. */
        MOVED,
        /** Only the other run made it. */
        ADDED,
        /** Only the first run made it. */
        MISSING
    }

    /**
     * A call of both runs, or of one.
     *
     * @param before the first run's; {@code null} when it made none
     * @param now the other's
     */
    public record Line(
            Fate fate, @Nullable ToolCall before, @Nullable ToolCall now) {}

    public CallOrder {
        lines = List.copyOf(lines);
    }

    public static CallOrder of(List<ToolCall> before, List<ToolCall> now) {
        var lines = new ArrayList<Line>();
        var deltas = DiffUtils.diff(
                        before.stream().map(ToolCall::key).toList(),
                        now.stream().map(ToolCall::key).toList(),
                        true)
                .getDeltas();
        for (AbstractDelta<String> delta : deltas) {
            var source = delta.getSource().getPosition();
            var target = delta.getTarget().getPosition();
            var was = before.subList(source, source + delta.getSource().size());
            var is = now.subList(target, target + delta.getTarget().size());
            if (delta.getType() == DeltaType.EQUAL) {
                for (var i = 0; i < is.size(); i++) {
                    lines.add(new Line(Fate.SAME, was.get(i), is.get(i)));
                }
            } else {
                byName(was, is, lines);
            }
        }
        moved(lines);
        return new CallOrder(lines);
    }

    private static void byName(List<ToolCall> before, List<ToolCall> now, List<Line> to) {
        var deltas = DiffUtils.diff(
                        before.stream().map(ToolCall::tool).toList(),
                        now.stream().map(ToolCall::tool).toList(),
                        true)
                .getDeltas();
        for (AbstractDelta<String> delta : deltas) {
            var source = delta.getSource().getPosition();
            var target = delta.getTarget().getPosition();
            var isSame = delta.getType() == DeltaType.EQUAL;
            for (var i = 0; i < delta.getSource().size(); i++) {
                to.add(new Line(
                        isSame ? Fate.ARGUMENTS : Fate.MISSING,
                        before.get(source + i),
                        isSame ? now.get(target + i) : null));
            }
            for (var i = 0; !isSame && i < delta.getTarget().size(); i++) {
                to.add(new Line(Fate.ADDED, null, now.get(target + i)));
            }
        }
    }

    /** A call that is missing here and added there has only changed its place. */
    private static void moved(List<Line> lines) {
        for (var i = 0; i < lines.size(); i++) {
            var added = lines.get(i);
            if (added.fate() != Fate.ADDED || added.now() == null) {
                continue;
            }
            for (var j = 0; j < lines.size(); j++) {
                var missing = lines.get(j).before();
                if (lines.get(j).fate() == Fate.MISSING
                        && missing != null
                        && missing.key().equals(added.now().key())) {
                    lines.set(i, new Line(Fate.MOVED, missing, added.now()));
                    lines.remove(j);
                    i -= j < i ? 1 : 0;
                    break;
                }
            }
        }
    }

    /** How many calls have this fate. */
    public int count(Fate fate) {
        return (int) lines.stream().filter(line -> line.fate() == fate).count();
    }

    /** Whether both runs made the same calls with the same arguments in the same order. */
    public boolean isSame() {
        return count(Fate.SAME) == lines.size();
    }

    /** Whether both runs called the same tools in the same order, with whatever arguments. */
    public boolean isSameOrder() {
        return count(Fate.SAME) + count(Fate.ARGUMENTS) == lines.size();
    }
}
