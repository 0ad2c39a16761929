package dev.runtree.replay.turns;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model was shown when a turn began: which of the messages were answered by which turn before it. Where the turn itself
 * begins, with the last that a user says in it, is known by the roles; which turn an answer is of, by its words.
 */
final class Shown {
    /** A shorter answer, such as "Yes.", is found in any text. */
    private static final int TELLING = 20;

    private static final Set<String> ANSWERING = Set.of("assistant", "tool", "function");

    private final List<Message> messages;
    private final List<Answered> answered;

    /**
     * Messages that answer one question.
     *
     * @param from the first of them
     * @param to behind the last of them
     * @param turn that they are of; 0 for none that is known
     */
    private record Answered(int from, int to, int turn) {}

    private Shown(List<Message> messages, List<Answered> answered) {
        this.messages = messages;
        this.answered = answered;
    }

    /** @param before the turns before it, in their order */
    static Shown of(List<Message> messages, List<Exchange> before) {
        var found = new ArrayList<Answered>();
        var later = before.size() + 1;
        for (var range : ranges(messages).reversed()) {
            var turn = turn(messages, range, before.subList(0, later - 1));
            later = turn == 0 ? later : turn;
            found.addFirst(new Answered(range.from(), range.to(), turn));
        }
        return new Shown(messages, found);
    }

    private static List<Answered> ranges(List<Message> messages) {
        var ranges = new ArrayList<Answered>();
        var from = -1;
        var present = present(messages);
        for (var at = 0; at < present; at++) {
            if (isQuestion(messages.get(at))) {
                from = -1;
            } else if (ANSWERING.contains(messages.get(at).role()) || hasResult(messages.get(at))) {
                if (from >= 0) {
                    ranges.removeLast();
                }
                from = from < 0 ? at : from;
                ranges.add(new Answered(from, at + 1, 0));
            }
        }
        return ranges;
    }

    /** The newest turn with this answer, and with this question where there is one. */
    private static int turn(List<Message> messages, Answered range, List<Exchange> before) {
        var answer = answer(messages.subList(range.from(), range.to()));
        var question = question(messages.subList(0, range.from()));
        var alike = 0;
        for (var turn = before.size(); turn > 0; turn--) {
            var exchange = before.get(turn - 1);
            if (exchange.isAnswered(answer)) {
                if (question != null && exchange.isAsked(question)) {
                    return turn;
                }
                alike = alike == 0 ? turn : alike;
            }
        }
        return alike;
    }

    private static String answer(List<Message> said) {
        return said.reversed().stream()
                .filter(message -> message.role().equals("assistant"))
                .findFirst()
                .map(Message::text)
                .orElse("");
    }

    /** The last that a user says in these; {@code null} for nothing. */
    static @Nullable String question(List<Message> messages) {
        return messages.reversed().stream()
                .filter(Shown::isQuestion)
                .findFirst()
                .map(Message::text)
                .orElse(null);
    }

    /** Where the turn itself begins. */
    private static int present(List<Message> messages) {
        for (var at = messages.size() - 1; at >= 0; at--) {
            if (isQuestion(messages.get(at))) {
                return at;
            }
        }
        return messages.size();
    }

    /** Some providers have tools answer in the user's name. */
    private static boolean isQuestion(Message message) {
        return message.role().equals("user") && !hasResult(message);
    }

    private static boolean hasResult(Message message) {
        return message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
    }

    /** The turns whose answers are among them. */
    Set<Integer> turns() {
        var turns = new TreeSet<Integer>();
        answered.stream().map(Answered::turn).filter(turn -> turn > 0).forEach(turns::add);
        return turns;
    }

    /** How many answers are among them that are of no turn before. */
    int unknown() {
        return (int) answered.stream().filter(one -> one.turn() == 0).count();
    }

    /** The turns whose answers stand in the midst of other texts, and nowhere by themselves. */
    Set<Integer> within(List<Exchange> before) {
        var known = turns();
        var turns = new TreeSet<Integer>();
        for (var turn = 1; turn <= before.size(); turn++) {
            if (!known.contains(turn) && before.get(turn - 1).answers().stream().anyMatch(this::isWithin)) {
                turns.add(turn);
            }
        }
        return turns;
    }

    private boolean isWithin(String answer) {
        var known = recognised();
        return answer.length() >= TELLING
                && IntStream.range(0, messages.size())
                        .anyMatch(at ->
                                !known.contains(at) && messages.get(at).text().contains(answer));
    }

    /** The places of the messages that are of a turn before. */
    private Set<Integer> recognised() {
        return answered.stream()
                .filter(one -> one.turn() > 0)
                .flatMap(one -> IntStream.range(one.from(), one.to()).boxed())
                .collect(Collectors.toSet());
    }

    /**
     * The same with what the turns before it have come to now: tools' calls with their results where they were shown before, else
     * the answers alone. What users said, and what is of no turn, stays.
     *
     * @param now by turn, as far as it was replayed
     */
    List<Message> with(List<Exchange> now) {
        var made = new ArrayList<Message>();
        var gone = recognised();
        for (var at = 0; at < messages.size(); at++) {
            var index = at;
            answered.stream()
                    .filter(one -> one.from() == index && one.turn() > 0)
                    .forEach(one -> made.addAll(said(one, now.get(one.turn() - 1))));
            var message = messages.get(at);
            if (!gone.contains(at) || !(ANSWERING.contains(message.role()) || hasResult(message))) {
                made.add(message);
            }
        }
        return made;
    }

    private List<Message> said(Answered one, Exchange now) {
        var hasCalls = messages.subList(one.from(), one.to()).stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(part -> part instanceof Part.ToolCall || part instanceof Part.ToolResult);
        return hasCalls ? now.said() : List.of(now.answer());
    }
}
