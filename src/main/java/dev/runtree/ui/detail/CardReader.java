package dev.runtree.ui.detail;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes cards of messages: a call and its result are one, wherever the result stands. */
final class CardReader {
    private final List<Message> messages;
    private final List<Message> further;
    private final IdentityHashMap<Part.ToolCall, ToolRun> runs = new IdentityHashMap<>();
    private final Set<Part.ToolResult> matched = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, List<Answer>> answers = new HashMap<>();
    private final List<Placed> cards = new ArrayList<>();

    /**
     * A card and where it comes from.
     *
     * @param message the place of its message
     * @param result the place of the message that has the result of a call; -1 for none
     */
    record Placed(Card card, int message, int result) {}

    private record Answer(Part.ToolResult result, int message) {}

    private CardReader(List<Message> messages, List<Message> further) {
        this.messages = messages;
        this.further = further;
    }

    /**
     * The cards of messages in their order.
     *
     * @param further messages that came later, in which results are looked for
     * @param runs the steps in which the calls ran
     */
    static List<Placed> of(List<Message> messages, List<Message> further, List<ToolRun> runs) {
        var reader = new CardReader(messages, further);
        reader.findRuns(runs);
        reader.findAnswers();
        for (var at = 0; at < messages.size(); at++) {
            for (var part : messages.get(at).parts()) {
                reader.add(at, part);
            }
        }
        return List.copyOf(reader.cards);
    }

    private void findRuns(List<ToolRun> all) {
        if (all.isEmpty()) {
            return;
        }
        // The steps are those of the last calls: earlier ones are not theirs.
        var calls = new ArrayList<Part.ToolCall>();
        for (var message : messages.reversed()) {
            for (var part : message.parts().reversed()) {
                if (part instanceof Part.ToolCall call && calls.size() < all.size() + 1) {
                    calls.addFirst(call);
                }
            }
        }
        ToolRun.of(calls, all).forEach((at, run) -> runs.put(calls.get(at), run));
    }

    private void findAnswers() {
        for (var at = 0; at < messages.size() + further.size(); at++) {
            var message = at < messages.size() ? messages.get(at) : further.get(at - messages.size());
            for (var part : message.parts()) {
                if (part instanceof Part.ToolResult result) {
                    var answer = new Answer(result, at);
                    if (result.id() != null) {
                        answers("id " + result.id()).add(answer);
                    }
                    if (result.name() != null) {
                        answers("name " + result.name()).add(answer);
                    }
                }
            }
        }
    }

    private List<Answer> answers(String key) {
        return answers.computeIfAbsent(key, one -> new ArrayList<>());
    }

    private void add(int at, Part part) {
        var role = messages.get(at).role();
        switch (part) {
            case Part.Text text -> add(new Card.Words(role, text.text()), at);
            case Part.Reasoning thought -> add(new Card.Thought(thought.text()), at);
            case Part.ToolCall call -> addCall(at, call);
            case Part.ToolResult result -> {
                if (!matched.contains(result)) {
                    var name = result.name() != null
                            ? result.name()
                            : messages.get(at).name();
                    add(new Card.Result(name == null ? role : name, result.result()), at);
                }
            }
            case Part.Media media -> add(new Card.Media(role, media), at);
            case Part.Unknown unknown -> add(new Card.Other(role, unknown.json()), at);
        }
    }

    private void add(Card card, int at) {
        cards.add(new Placed(card, at, -1));
    }

    private void addCall(int at, Part.ToolCall call) {
        var answer = answer(at, call);
        var run = runs.get(call);
        var result = answer != null ? answer.result().result() : run == null ? null : run.result();
        cards.add(new Placed(
                new Card.Call(call.name(), call.id(), call.arguments(), result, run),
                at,
                answer == null || answer.message() >= messages.size() ? -1 : answer.message()));
    }

    /** By id; where the producer sends none, the next free result of that name. */
    private @Nullable Answer answer(int from, Part.ToolCall call) {
        if (call.id() != null) {
            for (var answer : answers("id " + call.id())) {
                if (take(answer, from)) {
                    return answer;
                }
            }
        }
        for (var answer : answers("name " + call.name())) {
            if ((call.id() == null || answer.result().id() == null) && take(answer, from)) {
                return answer;
            }
        }
        return null;
    }

    private boolean take(Answer answer, int from) {
        return answer.message() >= from && matched.add(answer.result());
    }
}
