package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a model call, ready to be shown.
 *
 * @param asked what the model saw, in its order
 * @param answer what it answered
 * @param news what is new in it; {@code null} when no earlier call of the conversation was read
 * @param since whether what is new was told by the model's last words, for want of an earlier call
 */
record Conversation(
        List<Line> asked, List<Card> answer, @Nullable News news, boolean since) {

    /**
     * A card among what the model saw.
     *
     * @param was what a changed message said in the call before
     */
    record Line(Card card, Comparison.Fate fate, @Nullable String was) {
        boolean isFresh() {
            return fate == Comparison.Fate.NEW || fate == Comparison.Fate.CHANGED;
        }
    }

    /**
     * What a call saw that the one before it did not.
     *
     * @param before the number of the call before, as the tree counts
     * @param fresh how many messages are new, of {@code all}
     * @param gone what only the call before had
     * @param moved how many stand elsewhere
     * @param changed how many say something else
     */
    record News(int before, int fresh, int all, List<Card> gone, int moved, int changed, ToolChanges tools) {
        boolean isOnlyMore() {
            return gone.isEmpty() && moved == 0 && changed == 0 && tools.isNone();
        }
    }

    Conversation {
        asked = List.copyOf(asked);
        answer = List.copyOf(answer);
    }

    static Conversation of(Content content, Surroundings around) {
        var now = content.inputMessages();
        var placed = CardReader.of(now, List.of(), around.toolsBefore());
        var answer = CardReader.of(content.outputMessages(), around.answers(), around.toolsAfter()).stream()
                .map(CardReader.Placed::card)
                .toList();
        var earlier = around.goesOnFrom(now);
        if (earlier == null) {
            return alone(now, placed, answer);
        }
        var before = earlier.content().inputMessages();
        var comparison = Comparison.of(before, now);
        var lines = new ArrayList<Line>();
        for (var one : placed) {
            lines.add(line(one, comparison, before));
        }
        var gone = Card.of(comparison.gone().stream().map(before::get).toList());
        var news = new News(
                earlier.call().number(),
                comparison.fresh(),
                now.size(),
                gone,
                count(comparison, Comparison.Fate.MOVED),
                count(comparison, Comparison.Fate.CHANGED),
                ToolChanges.of(earlier.content().tools(), content.tools()));
        return new Conversation(lines, answer, news, false);
    }

    private static int count(Comparison comparison, Comparison.Fate fate) {
        return (int)
                comparison.lines().stream().filter(line -> line.fate() == fate).count();
    }

    /** A call is as new as its result. */
    private static Line line(CardReader.Placed one, Comparison comparison, List<Message> before) {
        var own = comparison.lines().get(one.message());
        var result = one.result() < 0 ? own : comparison.lines().get(one.result());
        var newer = own.fate().compareTo(result.fate()) >= 0 ? own : result;
        var was = newer.fate() == Comparison.Fate.CHANGED ? before.get(newer.before()) : null;
        return new Line(one.card(), newer.fate(), was == null ? null : text(was));
    }

    private static String text(Message message) {
        var words = new StringBuilder();
        for (var part : message.parts()) {
            if (part instanceof Part.Text text) {
                words.append(words.isEmpty() ? "" : "\n").append(text.text());
            } else if (part instanceof Part.ToolResult result) {
                words.append(words.isEmpty() ? "" : "\n").append(result.result());
            }
        }
        return words.toString();
    }

    /** Without an earlier call, new is what came since the model last spoke, its own words included. */
    private static Conversation alone(List<Message> now, List<CardReader.Placed> placed, List<Card> answer) {
        var from = 0;
        for (var at = 0; at < now.size(); at++) {
            if (now.get(at).role().equals("assistant") || calls(now.get(at))) {
                from = at;
            }
        }
        var lines = new ArrayList<Line>();
        for (var one : placed) {
            var kept = one.message() < from && one.result() < from;
            lines.add(new Line(one.card(), kept ? Comparison.Fate.KEPT : Comparison.Fate.NEW, null));
        }
        return new Conversation(lines, answer, null, from > 0);
    }

    private static boolean calls(Message message) {
        return message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
    }

    boolean isEmpty() {
        return asked.isEmpty() && answer.isEmpty();
    }

    /** Whether a part of it was there before, so that it can be read by what is new. */
    boolean repeats() {
        return asked.stream()
                .anyMatch(line -> line.fate() == Comparison.Fate.KEPT || line.fate() == Comparison.Fate.MOVED);
    }
}
