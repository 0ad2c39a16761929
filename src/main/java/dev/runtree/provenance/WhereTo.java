package dev.runtree.provenance;

import dev.runtree.model.Content;
import dev.runtree.model.Part;
import dev.runtree.model.SpanId;
import dev.runtree.provenance.text.Readings;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a result was used: which of its values stand in what a model asked or answered later. What had been said before
 * the result came is no use of it.
 */
public final class WhereTo {
    private static final int MOST_OF_A_TEXT = 6;
    private static final int LONGEST = 20_000;
    private static final int TELLING = 5;

    private final Texts texts;
    private final WhereFrom result;
    private final Seen.Order order;
    private final WhereFrom before;
    private final Set<String> told = new HashSet<>();

    /**
     * @param result what was given
     * @param before what had been said already
     */
    public WhereTo(Texts texts, Seen result, Seen before) {
        this.texts = texts;
        this.result = new WhereFrom(texts, result);
        this.order = result.order();
        this.before = new WhereFrom(texts, before);
    }

    /** The uses in what a model answered, in its order; a value is told once for each step. */
    public List<Use> in(SpanId step, Content content) {
        var uses = new ArrayList<Use>();
        told.clear();
        var messages = content.outputMessages();
        for (var at = 0; at < messages.size(); at++) {
            var place = new Place(step, Place.Where.ANSWERED, at);
            for (var part : messages.get(at).parts()) {
                switch (part) {
                    case Part.ToolCall call -> call(call, place, uses);
                    case Part.Text text -> words(text.text(), place, uses);
                    case Part.Reasoning ignored -> {}
                    case Part.ToolResult ignored -> {}
                    case Part.Media ignored -> {}
                    case Part.Unknown ignored -> {}
                }
            }
        }
        if (messages.isEmpty() && content.output() != null) {
            words(content.output(), new Place(step, Place.Where.OUTPUT, 0), uses);
        }
        return uses;
    }

    private void call(Part.ToolCall call, Place place, List<Use> to) {
        for (var value : Leaf.values(call.arguments())) {
            var text = value.text();
            if (Words.of(text.substring(0, Math.min(text.length(), 200))).size() > 8) {
                words(text, place, call.name(), value.path(), to);
            } else if (isTelling(text)
                    && result.of(value).answer() instanceof Answer.Exact
                    && isNew(value)
                    && told.add(text)) {
                to.add(new Use(place, call.name(), new Quote(value.path(), "", text, "")));
            }
        }
    }

    private void words(String text, Place place, List<Use> to) {
        words(text, place, null, "", to);
    }

    private void words(String said, Place place, @Nullable String tool, String path, List<Use> to) {
        var text = said.substring(0, Math.min(said.length(), LONGEST));
        var words = Words.of(text);
        var pieces = new Composing(texts, order, any -> true, words, Readings.of(words)).pieces();
        var found = 0;
        var from = 0;
        for (var piece : pieces) {
            var at = text.indexOf(piece.text(), from);
            from = at < 0 ? from : at + piece.text().length();
            var value = new Leaf("", Leaf.Kind.TEXT, piece.text());
            if (at >= 0
                    && piece.found() != null
                    && isTelling(piece.text())
                    && result.of(value).answer() instanceof Answer.Exact
                    && isNew(value)
                    && told.add(piece.text())
                    && found++ < MOST_OF_A_TEXT) {
                to.add(new Use(place, tool, Quote.of(path, text, at, from)));
            }
        }
    }

    /** Numbers, ids, long words and stretches of words tell; a short word may be there by chance. */
    private static boolean isTelling(String text) {
        var words = Words.of(text);
        var letters = 0;
        for (var word = 0; word < words.size(); word++) {
            var key = words.key(word);
            if (!words.isWord(word) || Common.isCommon(key)) {
                continue;
            }
            if (key.length() > 1 && key.chars().anyMatch(Character::isDigit)) {
                return true;
            }
            letters += key.length();
        }
        return letters >= TELLING;
    }

    private boolean isNew(Leaf value) {
        return switch (before.of(value).answer()) {
            case Answer.Exact ignored -> false;
            case Answer.PartOf ignored -> false;
            case Answer.OwnWords ignored -> false;
            case Answer.Rewritten ignored -> false;
            case Answer.Composed composed -> !composed.added().isEmpty();
            case Answer.Near ignored -> true;
            case Answer.Nowhere ignored -> true;
            case Answer.NotAsked ignored -> true;
            case Answer.Unknown ignored -> true;
        };
    }
}
