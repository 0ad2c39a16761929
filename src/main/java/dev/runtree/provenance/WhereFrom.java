package dev.runtree.provenance;

import dev.runtree.provenance.Answer.Why;
import dev.runtree.provenance.Seen.Said;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers where values come from, among what a model had seen. What is exact is equal after one normalisation that has no
 * second meaning, and stands for itself; a part of something longer, a notation with more than one reading and what shares
 * only digits or words are near at most.
 */
public final class WhereFrom {
    /** How many texts in which a value may stand are looked into. */
    private static final int MOST_TEXTS = 400;

    /** How many more when one has it as a part of something longer. */
    private static final int MORE_TEXTS = 100;

    private static final Pattern MACHINE = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final int MACHINE_WORDS = 7;
    private static final int[] NONE = new int[0];
    private static final Predicate<Said> OTHERS = said -> !said.source().isModel();

    private final Texts texts;
    private final Seen seen;
    private final Seen.Order order;
    private final NearReadings near;

    public WhereFrom(Texts texts, Seen seen) {
        this.texts = texts;
        this.seen = seen;
        this.order = seen.order();
        this.near = new NearReadings(texts, order, OTHERS);
    }

    /** The values of a call's arguments, each with where it comes from; in their order. */
    public List<Origin> ofArguments(String arguments) {
        return Leaf.values(arguments).stream().map(this::of).toList();
    }

    /** Whether a value, or what it is put together from, was said, in whatever way of writing. */
    boolean says(Leaf value) {
        return switch (of(value).answer()) {
            case Answer.Exact ignored -> true;
            case Answer.OwnWords ignored -> true;
            case Answer.PartOf ignored -> true;
            case Answer.Rewritten ignored -> true;
            case Answer.Composed composed -> composed.added().isEmpty();
            case Answer.Near ignored -> false;
            case Answer.Nowhere ignored -> false;
            case Answer.NotAsked ignored -> false;
            case Answer.Unknown ignored -> false;
        };
    }

    /** Where one value comes from. */
    public Origin of(Leaf value) {
        var asked = new Asked(value);
        if (value.kind() == Leaf.Kind.WORD || asked.words.size() == 0) {
            return new Origin(value, new Answer.Nowhere(), false);
        }
        var said = asked.hasWord() ? said(asked) : signs(asked);
        if (said != null) {
            var accused =
                    said instanceof Answer.OwnWords own && asked.heavy && mayAccuse() && !mayBeFromBefore(asked, own);
            return new Origin(value, said, accused);
        }
        var near = near(asked);
        return near != null ? near : nowhere(asked, asked.heavy && !Weight.isOwnWords(value.text(), asked.name));
    }

    /** What says the value itself, or has it as a part; the first of the former. */
    private @Nullable Answer said(Asked asked) {
        Answer part = null;
        Answer own = null;
        Said ownSaid = null;
        var more = MORE_TEXTS;
        for (var candidate : candidates(asked)) {
            if (part != null && more-- == 0) {
                break;
            }
            var match = match(asked, candidate);
            if (match == null) {
                continue;
            }
            var found = new Found(candidate.source(), match.quote());
            if (candidate.source().isModel()) {
                if (own == null && match.alone()) {
                    own = new Answer.OwnWords(found);
                    ownSaid = candidate;
                }
            } else if (match.alone() && (own == null || !isEcho(candidate))) {
                return asked.isCut() ? new Answer.PartOf(found) : new Answer.Exact(found);
            } else if (part == null && !match.alone()) {
                part = new Answer.PartOf(found);
            }
        }
        if (part != null || own == null || ownSaid == null) {
            return part;
        }
        var first = ownSaid;
        Predicate<Said> before = OTHERS.and(said -> order.isBefore(said, first));
        var others = elsewhere(asked, before.or(OTHERS.and(said -> !isEcho(said))));
        if (others != null) {
            return others;
        }
        var moment = asked.whole == null ? null : near.dateAndTime(asked.value, asked.whole, before);
        if (moment != null) {
            return moment;
        }
        var parts = composed(asked, before);
        return parts.words.size() > 1 && parts.composing.fresh() == 0 && parts.composing.known() > 0
                ? new Answer.Composed(parts.pieces)
                : own;
    }

    /** What says it in another way, or as a part of something longer. */
    private @Nullable Answer elsewhere(Asked asked, Predicate<Said> of) {
        var longer = asked.whole == null ? null : new NearReadings(texts, order, of).to(asked.whole);
        return longer instanceof Answer.PartOf || longer instanceof Answer.Rewritten ? longer : rewritten(asked, of);
    }

    /** A tool that repeats what the model said to it has not said it. */
    private static boolean isEcho(Said said) {
        return said.source().teller() == Source.Teller.TOOL;
    }

    /** Texts in which a value of signs without letters and digits stands as it is: {@code 👍👍}. */
    private @Nullable Answer signs(Asked asked) {
        var signs = asked.value.text().strip();
        for (var said : order.all()) {
            var text = texts.text(said.text());
            var at = OTHERS.test(said) ? text.indexOf(signs) : -1;
            if (at >= 0) {
                var quote = Quote.of("", text, at, at + signs.length());
                return new Answer.Exact(new Found(said.source(), quote));
            }
        }
        return null;
    }

    private List<Said> candidates(Asked asked) {
        var key = asked.key();
        var byReading = key == null ? NONE : texts.withReading(key);
        var byWords = asked.value.kind() == Leaf.Kind.NUMBER && asked.words.size() > 1
                ? NONE
                : texts.withWords(asked.words, 0, asked.words.size());
        var all = byReading.length == 0
                ? order.of(byWords)
                : byWords.length == 0 ? order.of(byReading) : order.of(byReading, byWords);
        return all.subList(0, Math.min(MOST_TEXTS, all.size()));
    }

    private @Nullable Match match(Asked asked, Said in) {
        var pieces = texts.pieces(in.text());
        var key = asked.key();
        var matches = new ArrayList<Match>();
        if (key != null) {
            Match.ofReading(pieces, key).stream()
                    .filter(match -> match.isOf(key))
                    .forEach(matches::add);
        }
        if (asked.value.kind() != Leaf.Kind.NUMBER || asked.words.size() == 1) {
            Match.ofWords(pieces, asked.words, 0, asked.words.size()).stream()
                    .filter(match -> !match.contradicts(key))
                    .forEach(matches::add);
        }
        return first(matches);
    }

    /** One that stands for itself, when there is one. */
    private static @Nullable Match first(List<Match> matches) {
        Match first = null;
        for (var match : matches) {
            if (match.alone()) {
                return match;
            }
            first = first == null ? match : first;
        }
        return first;
    }

    private @Nullable Origin near(Asked asked) {
        var whole = asked.whole;
        if (whole != null) {
            var moment = near.dateAndTime(asked.value, whole, OTHERS);
            if (moment != null) {
                return new Origin(asked.value, moment, false);
            }
            var same = near.sameNotation(asked.value, whole);
            if (same != null) {
                return new Origin(asked.value, new Answer.Near(same), false);
            }
        }
        var otherwise = rewritten(asked, OTHERS);
        if (otherwise != null) {
            return new Origin(asked.value, otherwise, false);
        }
        var reading = whole == null ? null : near.to(whole);
        if (reading != null) {
            var accused = asked.heavy && reading instanceof Answer.Near && mayAccuse();
            return new Origin(asked.value, reading, accused);
        }
        if (asked.words.size() == 1) {
            return similar(asked);
        }
        return whole == null || whole.key() == null || whole.isDate() ? parts(asked) : null;
    }

    private @Nullable Answer rewritten(Asked asked, Predicate<Said> of) {
        if (asked.whole != null && asked.whole.isDate()) {
            return null;
        }
        var rewriting = new Rewriting(texts, order, of);
        var found = rewriting.find(asked.words);
        if (found != null) {
            return new Answer.Rewritten(found);
        }
        var unspaced = new Unspaced(texts, order, of).find(asked.words);
        return unspaced.isEmpty()
                ? null
                : unspaced.size() == 1 ? new Answer.PartOf(unspaced.getFirst()) : new Answer.Composed(pieces(unspaced));
    }

    private static List<Answer.Piece> pieces(List<Found> found) {
        return found.stream()
                .map(each -> new Answer.Piece(each.quote().match(), each))
                .toList();
    }

    /**
     * Whether an answer of an earlier turn may have it from a tool of which the conversation has not kept the result. What a
     * person said nearly so is no such thing.
     */
    private boolean mayBeFromBefore(Asked asked, Answer.OwnWords own) {
        var source = own.found().source();
        var place = source.place();
        if (source.name() != null || place.where() != Place.Where.ASKED) {
            return false; // a call whose result would be there too
        }
        var lastPerson = -1;
        for (var said : seen.said()) {
            var its = said.source();
            if (its.teller() == Source.Teller.USER && its.place().span().equals(place.span())) {
                lastPerson = Math.max(lastPerson, its.place().message());
            }
        }
        var turn = lastPerson;
        return turn > place.message()
                && seen.said().stream()
                        .map(Said::source)
                        .noneMatch(its -> its.teller() == Source.Teller.TOOL
                                && (!its.place().span().equals(place.span())
                                        || its.place().message() < turn))
                && (asked.whole == null || near.to(asked.whole) == null);
    }

    /**
     * Where not all is recorded, what a person said and the model changed can still be told; what nobody said cannot. What an
     * image shows may be anything.
     */
    private boolean mayAccuse() {
        return (seen.recorded() || seen.hasPerson()) && seen.media() == 0 && seen.whole();
    }

    /** A word of which another form was said, or that is written nearly alike. */
    private @Nullable Origin similar(Asked asked) {
        var found = new Similar(texts, order, OTHERS).to(asked.words.key(0));
        if (found == null) {
            return null;
        }
        return new Origin(asked.value, new Answer.Near(found.found()), asked.heavy && !found.sameStem() && mayAccuse());
    }

    private record Composed(Words words, Composing composing, List<Answer.Piece> pieces) {}

    private Composed composed(Asked asked, Predicate<Said> of) {
        var composing = new Composing(texts, order, of, asked.words, asked.readings);
        return new Composed(asked.words, composing, composing.pieces());
    }

    private @Nullable Origin parts(Asked asked) {
        var composed = composed(asked, said -> true);
        var composing = composed.composing;
        var isAddress = asked.words.isOneName() && isAddress(asked.words) && composing.hasMissing();
        var figure = composing.hasFreshFigure() || isAddress;
        if (figure && unknown() == null && asked.whole == null && asked.words.isOneName()) {
            var alike = new Similar(texts, order, OTHERS).toName(asked.words);
            if (alike != null) {
                return new Origin(asked.value, new Answer.Near(alike), asked.heavy && mayAccuse());
            }
        }
        if (composing.known() == 0) {
            return Weight.isFew(composing.fresh()) || asked.words.isOneName()
                    ? null
                    : nowhere(asked, false); // a text of the model's own, as it should be
        }
        if (composing.fresh() == 0 && !isAddress) {
            return new Origin(asked.value, new Answer.Composed(composed.pieces), false);
        }
        var suspicious = asked.heavy && figure && unknown() == null;
        return new Origin(asked.value, new Answer.Composed(composed.pieces), suspicious);
    }

    /** Of the address of a person or a machine each part counts. */
    private static boolean isAddress(Words words) {
        if (words.size() == MACHINE_WORDS
                && MACHINE.matcher(words.text().strip()).matches()) {
            return true;
        }
        for (var word = 1; word + 1 < words.size(); word++) {
            if (words.key(word).equals("@") && words.isWord(word - 1) && words.isWord(word + 1)) {
                return true;
            }
        }
        return false;
    }

    private Origin nowhere(Asked asked, boolean heavy) {
        var why = unknown();
        if (why != null) {
            return new Origin(asked.value, new Answer.Unknown(why), false);
        }
        var choice = heavy && Weight.isChoice(asked.value.text()) && !seen.hasDefinitions();
        return new Origin(asked.value, new Answer.Nowhere(), heavy && !choice);
    }

    private @Nullable Why unknown() {
        return !seen.recorded() ? Why.NOT_RECORDED : seen.media() > 0 ? Why.MEDIA : seen.whole() ? null : Why.CUT;
    }
}
