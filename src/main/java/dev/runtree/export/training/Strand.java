package dev.runtree.export.training;

import dev.runtree.model.Message;
import dev.runtree.model.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of a model that go on from one another: a loop of an agent, and the turns of a session. */
final class Strand {
    private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");

    /** What was said before that the last call was not asked again. */
    private final List<Message> before = new ArrayList<>();

    private final Set<Run> runs = new LinkedHashSet<>();
    private Exchange last;
    /** How much of what the last call was asked is said in {@link #before}. */
    private int skipped;

    private int calls = 1;
    private boolean isJoined;
    private @Nullable Reason lack;

    Strand(Exchange first) {
        last = first;
        lack = first.lack();
        runs.add(first.run());
    }

    Exchange last() {
        return last;
    }

    Set<Run> runs() {
        return runs;
    }

    int calls() {
        return calls;
    }

    boolean isJoined() {
        return isJoined;
    }

    @Nullable Reason lack() {
        return lack;
    }

    List<Message> messages() {
        var messages = new ArrayList<>(before);
        messages.addAll(last.asked().subList(skipped, last.asked().size()));
        messages.addAll(last.answer());
        return messages;
    }

    /** Goes on with a call that was asked all that the last one was, and then more. */
    boolean goesOn(Exchange next) {
        var asked = last.asked();
        var more = next.asked();
        if (asked.isEmpty() || more.size() <= asked.size() || !begins(more, asked)) {
            return false;
        }
        var answered = more.get(asked.size());
        if (!answered.role().equals("assistant")) {
            return false;
        }
        take(next);
        return true;
    }

    /**
     * Goes on with a later turn of the session that was asked only the end of what was said before, as a memory of the last
     * turns has it, or nothing of it.
     *
     * @param mayJoin whether a turn that was asked nothing of it may be put behind
     */
    boolean goesOnLater(Exchange next, boolean mayJoin) {
        var head = head(next.asked());
        if (runs.contains(next.run()) || !isSame(head, head(messages()))) {
            return false;
        }
        var said = messages();
        var body = said.subList(head.size(), said.size());
        var rest = next.asked().subList(head.size(), next.asked().size());
        var overlap = overlap(body, rest);
        var isNew = overlap == 0;
        if (rest.size() == overlap
                || !rest.get(overlap).role().equals("user")
                || (isNew && !(mayJoin && next.tools().equals(last.tools())))) {
            return false;
        }
        before.clear();
        before.addAll(said);
        take(next);
        skipped = head.size() + overlap;
        isJoined |= isNew;
        return true;
    }

    private void take(Exchange next) {
        last = next;
        lack = lack == null ? next.lack() : lack;
        runs.add(next.run());
        calls++;
    }

    /** How many messages at the end of the one are the beginning of the other: as many as possible. */
    private static int overlap(List<Message> said, List<Message> asked) {
        for (var count = Math.min(said.size(), asked.size()); count > 0; count--) {
            if (isSame(said.subList(said.size() - count, said.size()), asked.subList(0, count))) {
                return count;
            }
        }
        return 0;
    }

    private static boolean begins(List<Message> all, List<Message> beginning) {
        return isSame(all.subList(0, beginning.size()), beginning);
    }

    private static boolean isSame(List<Message> one, List<Message> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (var at = 0; at < one.size(); at++) {
            if (!Sameness.same(one.get(at), other.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static List<Message> head(List<Message> messages) {
        var size = 0;
        while (size < messages.size()
                && INSTRUCTIONS.contains(messages.get(size).role())) {
            size++;
        }
        return messages.subList(0, size);
    }
}
