package dev.runtree.ui.detail;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.runtree.model.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model call saw beside what an earlier one saw: for each of its messages whether the earlier call had it, and
 * what the earlier call had that is gone. Messages are compared by what the model reads: not by their ids, the layout of
 * arguments, or reasoning, which some producers give back and some do not.
 *
 * @param lines one for each message of the later call, in its order
 * @param gone places of messages that only the earlier call had, in its order
 */
record Comparison(List<Line> lines, List<Integer> gone) {
    /** So many messages on either side are compared for the least difference; of more, in one walk. */
    private static final int CAREFULLY = 1_000;

    /** What has become of a message. */
    enum Fate {
        KEPT,
        MOVED,
        CHANGED,
        NEW
    }

    /**
     * A message of the later call.
     *
     * @param before its place in the earlier call; -1 for a new one
     */
    record Line(Fate fate, int before) {
        private static final Line NEW = new Line(Fate.NEW, -1);
    }

    Comparison {
        lines = List.copyOf(lines);
        gone = List.copyOf(gone);
    }

    static Comparison of(List<Message> before, List<Message> now) {
        return new Walk(before, now).compare();
    }

    /** Whether both belong to one conversation: they share more than what a system is told at the start. */
    static boolean areOneConversation(List<Message> before, List<Message> now, Comparison comparison) {
        if (before.stream().allMatch(Comparison::isSystem)) {
            return !before.isEmpty();
        }
        return IntStream.range(0, now.size())
                .anyMatch(at -> comparison.lines().get(at).fate() != Fate.NEW && !isSystem(now.get(at)));
    }

    static boolean isSystem(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    int fresh() {
        return (int) lines.stream().filter(line -> line.fate() == Fate.NEW).count();
    }

    /** Whether the later call has all that the earlier one had, in the same words and order, and only goes on. */
    boolean onlyAdds() {
        var seenNew = false;
        for (var line : lines) {
            if (line.fate() == Fate.CHANGED || line.fate() == Fate.MOVED || (seenNew && line.fate() == Fate.KEPT)) {
                return false;
            }
            seenNew |= line.fate() == Fate.NEW;
        }
        return gone.isEmpty();
    }

    private static final class Walk {
        private final List<Message> before;
        private final List<Message> now;
        private final List<String> beforeKeys;
        private final List<String> nowKeys;
        private final @Nullable Line[] lines;
        private final boolean[] found;

        Walk(List<Message> before, List<Message> now) {
            this.before = before;
            this.now = now;
            beforeKeys = before.stream().map(Sameness::key).toList();
            nowKeys = now.stream().map(Sameness::key).toList();
            lines = new Line[now.size()];
            found = new boolean[before.size()];
        }

        Comparison compare() {
            var from = 0;
            while (from < Math.min(before.size(), now.size())
                    && beforeKeys.get(from).equals(nowKeys.get(from))) {
                keep(from, from++);
            }
            var endBefore = before.size();
            var endNow = now.size();
            while (endBefore > from
                    && endNow > from
                    && beforeKeys.get(endBefore - 1).equals(nowKeys.get(endNow - 1))) {
                keep(--endBefore, --endNow);
            }
            if (endBefore - from <= CAREFULLY && endNow - from <= CAREFULLY) {
                carefully(from, endBefore, endNow);
            } else {
                inOneWalk(from, endBefore, endNow);
            }
            return new Comparison(finished(), gone());
        }

        private void keep(int atBefore, int atNow) {
            lines[atNow] = new Line(Fate.KEPT, atBefore);
            found[atBefore] = true;
        }

        private void carefully(int from, int endBefore, int endNow) {
            var patch = DiffUtils.diff(beforeKeys.subList(from, endBefore), nowKeys.subList(from, endNow), true);
            var changed = new ArrayList<AbstractDelta<String>>();
            for (var delta : patch.getDeltas()) {
                var source = from + delta.getSource().getPosition();
                var target = from + delta.getTarget().getPosition();
                if (delta.getType() == DeltaType.EQUAL) {
                    IntStream.range(0, delta.getSource().size()).forEach(i -> keep(source + i, target + i));
                } else if (delta.getType() == DeltaType.CHANGE) {
                    changed.add(delta);
                }
            }
            move(from, endBefore, endNow);
            changed.forEach(delta -> change(
                    from + delta.getSource().getPosition(),
                    from + delta.getSource().getPosition() + delta.getSource().size(),
                    from + delta.getTarget().getPosition(),
                    from + delta.getTarget().getPosition() + delta.getTarget().size()));
        }

        /** Takes for each message the next one of the earlier call that says the same. */
        private void inOneWalk(int from, int endBefore, int endNow) {
            var places = places(from, endBefore);
            var last = -1;
            for (var at = from; at < endNow; at++) {
                var same = places.get(nowKeys.get(at));
                while (same != null && !same.isEmpty() && same.peek() <= last) {
                    same.poll();
                }
                if (same != null && !same.isEmpty()) {
                    last = same.poll();
                    keep(last, at);
                }
            }
            move(from, endBefore, endNow);
        }

        private Map<String, Deque<Integer>> places(int from, int to) {
            var places = new HashMap<String, Deque<Integer>>();
            for (var at = from; at < to; at++) {
                if (!found[at]) {
                    places.computeIfAbsent(beforeKeys.get(at), key -> new ArrayDeque<>())
                            .add(at);
                }
            }
            return places;
        }

        private void move(int from, int endBefore, int endNow) {
            var places = places(from, endBefore);
            for (var at = from; at < endNow; at++) {
                var same = lines[at] == null ? places.get(nowKeys.get(at)) : null;
                if (same != null && !same.isEmpty()) {
                    var place = same.remove();
                    lines[at] = new Line(Fate.MOVED, place);
                    found[place] = true;
                }
            }
        }

        private void change(int source, int sourceEnd, int target, int targetEnd) {
            var next = source;
            for (var at = target; at < targetEnd; at++) {
                for (var old = next; lines[at] == null && old < sourceEnd; old++) {
                    if (!found[old] && Sameness.isVersion(before.get(old), now.get(at))) {
                        lines[at] = new Line(Fate.CHANGED, old);
                        found[old] = true;
                        next = old + 1;
                    }
                }
            }
        }

        private List<Line> finished() {
            var finished = new ArrayList<Line>(lines.length);
            for (var line : lines) {
                finished.add(line == null ? Line.NEW : line);
            }
            return finished;
        }

        private List<Integer> gone() {
            return IntStream.range(0, found.length)
                    .filter(at -> !found[at])
                    .boxed()
                    .toList();
        }
    }
}
