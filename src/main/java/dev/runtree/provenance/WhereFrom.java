package dev.runtree.provenance;

import dev.runtree.provenance.Answer.Why;
import dev.runtree.provenance.Seen.Said;
import dev.runtree.provenance.text.Reading;
import dev.runtree.provenance.text.Readings;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers where values come from, among what a model had seen. What is exact is equal after one normalisation that has no
 * second meaning, and stands for itself; a part of something longer, a notation with more than one reading and what shares
 * only digits or words are near at most.
 */
public final class WhereFrom {
    /** Characters of a value that are looked at. */
    private static final int LONGEST = 20_000;

    /** How many texts in which a value may stand are looked into. */
    private static final int MOST_TEXTS = 400;

    private static final Predicate<Said> OTHERS = said -> !said.source().isModel();

    private final Texts texts;
    private final Seen seen;
    private final Seen.Order order;

    public WhereFrom(Texts texts, Seen seen) {
        this.texts = texts;
        this.seen = seen;
        this.order = seen.order();
    }

    /** The values of a call's arguments, each with where it comes from; in their order. */
    public List<Origin> ofArguments(String arguments) {
        return Leaf.values(arguments).stream().map(this::of).toList();
    }

    /** Where one value comes from. */
    public Origin of(Leaf value) {
        var asked = new Asked(value);
        if (value.kind() == Leaf.Kind.WORD || asked.words.size() == 0) {
            return new Origin(value, new Answer.Nowhere(), false);
        }
        var said = said(asked);
        if (said != null) {
            return new Origin(value, said, said instanceof Answer.OwnWords && asked.heavy && mayAccuse());
        }
        var near = near(asked);
        return near != null ? near : nowhere(asked, asked.heavy);
    }

    /** A value with all that is asked of it. */
    private static final class Asked {
        final Leaf value;
        final Words words;
        final List<Reading> readings;
        /** What the value is as a whole. */
        final @Nullable Reading whole;

        final boolean heavy;

        Asked(Leaf value) {
            this.value = value;
            var text = value.text();
            words = Words.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
            readings = value.kind() == Leaf.Kind.NUMBER ? Readings.ofJsonNumber(text) : Readings.of(words);
            whole = value.kind() == Leaf.Kind.NUMBER ? readings.getFirst() : whole(words, readings);
            var path = value.path();
            heavy = Weight.isHeavy(value, path.substring(path.lastIndexOf('.') + 1));
        }

        private static @Nullable Reading whole(Words words, List<Reading> readings) {
            var first = words.size() > 1 && words.key(0).equals("+") && !words.hasGapBefore(1) ? 1 : 0;
            var from = words.size() == 0 ? 0 : words.from(first);
            var to = words.size() == 0 ? 0 : words.to(words.size() - 1);
            Reading whole = null;
            for (var reading : readings) {
                if (reading.from() == from && reading.to() == to && (whole == null || whole.key() == null)) {
                    whole = reading;
                }
            }
            return whole;
        }

        @Nullable String key() {
            return whole == null ? null : whole.key();
        }
    }

    /** What says the value itself, or has it as a part; the first of the former. */
    private @Nullable Answer said(Asked asked) {
        Answer part = null;
        Answer own = null;
        Said ownSaid = null;
        for (var candidate : candidates(asked)) {
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
                return new Answer.Exact(found);
            } else if (part == null && !match.alone()) {
                part = new Answer.PartOf(found);
            }
        }
        if (part != null || own == null || ownSaid == null) {
            return part;
        }
        if (asked.whole != null && nearReading(asked.whole) instanceof Answer.PartOf longer) {
            return longer;
        }
        var first = ownSaid;
        var before = OTHERS.and(said -> order.isBefore(said, first));
        var moment = asked.whole == null ? null : dateAndTime(asked.value, asked.whole, before);
        if (moment != null) {
            return moment;
        }
        var others = composed(asked, before);
        return others.words.size() > 1 && others.composing.fresh() == 0 && others.composing.known() > 0
                ? new Answer.Composed(others.pieces)
                : own;
    }

    /** A tool that repeats what the model said to it has not said it. */
    private static boolean isEcho(Said said) {
        return said.source().teller() == Source.Teller.TOOL;
    }

    private List<Said> candidates(Asked asked) {
        var key = asked.key();
        var byReading = key == null ? List.<Said>of() : order.of(texts.withReading(key));
        var byWords = asked.value.kind() == Leaf.Kind.NUMBER && asked.words.size() > 1
                ? List.<Said>of()
                : order.of(texts.withWords(asked.words, 0, asked.words.size()));
        if (byReading.isEmpty() || byWords.isEmpty()) {
            var one = byReading.isEmpty() ? byWords : byReading;
            return one.subList(0, Math.min(MOST_TEXTS, one.size()));
        }
        var both = new ArrayList<Said>();
        for (var each : order.all()) {
            if (byReading.contains(each) || byWords.contains(each)) {
                both.add(each);
            }
        }
        return both.subList(0, Math.min(MOST_TEXTS, both.size()));
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
            matches.addAll(Match.ofWords(pieces, asked.words, 0, asked.words.size()));
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
            var moment = dateAndTime(asked.value, whole, OTHERS);
            if (moment != null) {
                return new Origin(asked.value, moment, false);
            }
            var same = sameNotation(asked.value, whole);
            if (same != null) {
                return new Origin(asked.value, new Answer.Near(same), false);
            }
            var reading = nearReading(whole);
            if (reading != null) {
                var accused = asked.heavy && reading instanceof Answer.Near && mayAccuse();
                return new Origin(asked.value, reading, accused);
            }
        }
        if (asked.words.size() == 1) {
            return similar(asked);
        }
        return whole == null || whole.key() == null || whole.isDate() ? parts(asked) : null;
    }

    /** Where not all is recorded, what a person said and the model changed can still be told; what nobody said cannot. */
    private boolean mayAccuse() {
        return seen.recorded() || seen.hasPerson();
    }

    /** A date with a time of which both were said, each by itself; that a day begins and ends nobody needs to say. */
    private @Nullable Answer dateAndTime(Leaf value, Reading moment, Predicate<Said> of) {
        var date = moment.dateOfMoment();
        var time = moment.timeOfMoment();
        var day = date == null ? null : itself(date, of);
        if (day == null || time == null) {
            return null;
        }
        var text = value.text().strip();
        if (Reading.isBoundOfDay(time)) {
            return new Answer.Composed(List.of(new Answer.Piece(text, day)));
        }
        var hour = itself(time, of);
        var at = text.indexOf(':') - 2;
        return hour == null || at <= 0
                ? null
                : new Answer.Composed(List.of(
                        new Answer.Piece(text.substring(0, at), day), new Answer.Piece(text.substring(at), hour)));
    }

    /** A date or a time that was said by itself or as one of a stretch of days, not with another time. */
    private @Nullable Found itself(String key, Predicate<Said> of) {
        for (var as : List.of(key, Reading.asPart(key))) {
            for (var said : order.of(texts.withReading(as))) {
                for (var match : of.test(said) ? Match.ofReading(texts.pieces(said.text()), as) : List.<Match>of()) {
                    if (match.isOf(key) || match.isStretch()) {
                        return new Found(said.source(), match.quote());
                    }
                }
            }
        }
        return null;
    }

    /** A number that was said letter for letter, in a notation that can mean another as well: {@code 48.137}. */
    private @Nullable Found sameNotation(Leaf value, Reading whole) {
        if (value.kind() != Leaf.Kind.NUMBER) {
            return null;
        }
        for (var key : whole.near()) {
            for (var said : order.of(texts.withReading(key))) {
                for (var match :
                        OTHERS.test(said) ? Match.ofReading(texts.pieces(said.text()), key) : List.<Match>of()) {
                    if (match.isWritten(value.text())) {
                        return new Found(said.source(), match.quote());
                    }
                }
            }
        }
        return null;
    }

    /** Of what may mean the value, or shares its digits, the nearest; of equally near ones what a person said. */
    private @Nullable Answer nearReading(Reading whole) {
        for (var key : whole.near()) {
            var said = order.of(texts.withReading(key)).stream().filter(OTHERS).toList();
            Found found = null;
            for (var each : said) {
                var matches = Match.ofReading(texts.pieces(each.text()), key);
                if (!matches.isEmpty()
                        && (found == null
                                || (each.source().isPerson() && !found.source().isPerson()))) {
                    found = new Found(each.source(), matches.getFirst().quote());
                }
            }
            if (found != null) {
                return Reading.isPart(key) ? new Answer.PartOf(found) : new Answer.Near(found);
            }
        }
        return null;
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
        if (composing.hasFreshFigure() && unknown() == null && asked.whole == null && isOneName(asked.words)) {
            var alike = new Similar(texts, order, OTHERS).toName(asked.words);
            if (alike != null) {
                return new Origin(asked.value, new Answer.Near(alike), asked.heavy && mayAccuse());
            }
        }
        if (composing.known() == 0) {
            return Weight.isFew(composing.fresh())
                    ? null
                    : nowhere(asked, false); // a text of the model's own, as it should be
        }
        if (composing.fresh() == 0) {
            return new Origin(asked.value, new Answer.Composed(composed.pieces), false);
        }
        var suspicious = asked.heavy && composing.hasFreshFigure() && unknown() == null;
        return new Origin(asked.value, new Answer.Composed(composed.pieces), suspicious);
    }

    private static boolean isOneName(Words words) {
        for (var word = 1; word < words.size(); word++) {
            if (words.hasGapBefore(word)) {
                return false;
            }
        }
        return true;
    }

    private Origin nowhere(Asked asked, boolean heavy) {
        var why = unknown();
        if (why != null) {
            return new Origin(asked.value, new Answer.Unknown(why), false);
        }
        var choice = !seen.hasDefinitions() && Weight.isChoice(asked.value.text());
        return new Origin(asked.value, new Answer.Nowhere(), heavy && !choice);
    }

    private @Nullable Why unknown() {
        return !seen.recorded() ? Why.NOT_RECORDED : seen.media() > 0 ? Why.MEDIA : seen.whole() ? null : Why.CUT;
    }
}
