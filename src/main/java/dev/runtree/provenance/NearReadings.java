package dev.runtree.provenance;

import dev.runtree.provenance.Seen.Said;
import dev.runtree.provenance.text.Reading;
import dev.runtree.provenance.text.Reading.Kin;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks for dates, times and numbers that are near to one that nobody said as it is. */
final class NearReadings {
    private final Texts texts;
    private final Seen.Order order;
    private final Predicate<Said> of;

    NearReadings(Texts texts, Seen.Order order, Predicate<Said> of) {
        this.texts = texts;
        this.order = order;
        this.of = of;
    }

    /** A date with a time of which both were said, each by itself; that a day begins and ends nobody needs to say. */
    @Nullable Answer dateAndTime(Leaf value, Reading moment, Predicate<Said> of) {
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
        for (var as : Reading.saying(key)) {
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
    @Nullable Found sameNotation(Leaf value, Reading whole) {
        if (value.kind() != Leaf.Kind.NUMBER) {
            return null;
        }
        for (var near : whole.near()) {
            var key = near.key();
            for (var said : order.of(texts.withReading(key))) {
                for (var match : of.test(said) ? Match.ofReading(texts.pieces(said.text()), key) : List.<Match>of()) {
                    if (match.isWritten(value.text())) {
                        return new Found(said.source(), match.quote());
                    }
                }
            }
        }
        return null;
    }

    /** Of what may mean the value, or shares its digits, the nearest; of equally near ones what a person said. */
    @Nullable Answer to(Reading whole) {
        for (var near : whole.near()) {
            var found = near.kin() == Kin.SPOKEN ? spoken(near.key()) : first(near.key());
            if (found != null) {
                return switch (near.kin()) {
                    case PART -> new Answer.PartOf(found);
                    case SAME -> new Answer.Rewritten(found);
                    case NEAR, SPOKEN -> new Answer.Near(found);
                };
            }
        }
        return rounded(whole);
    }

    /** A longer number of which it is the beginning, or to which it was rounded. */
    private @Nullable Answer rounded(Reading whole) {
        var number = whole.key() == null ? Optional.<BigDecimal>empty() : whole.number();
        if (number.isEmpty()) {
            return null;
        }
        var asked = number.get();
        for (var key : Reading.roughly(asked)) {
            for (var said : order.of(texts.withReading(key))) {
                for (var match : of.test(said) ? Match.ofReading(texts.pieces(said.text()), key) : List.<Match>of()) {
                    if (match.isRoughly(asked)) {
                        return new Answer.Near(new Found(said.source(), match.quote()));
                    }
                }
            }
        }
        return null;
    }

    private @Nullable Found first(String key) {
        Found found = null;
        for (var said : order.of(texts.withReading(key))) {
            if (of.test(said)
                    && (found == null
                            || (said.source().isPerson() && !found.source().isPerson()))) {
                var matches = Match.ofReading(texts.pieces(said.text()), key);
                found = matches.isEmpty()
                        ? found
                        : new Found(said.source(), matches.getFirst().quote());
            }
        }
        return found;
    }

    /** What a person said last. */
    private @Nullable Found spoken(String key) {
        Found last = null;
        for (var said : order.of(texts.withReading(key))) {
            if (of.test(said) && said.source().isPerson()) {
                var matches = Match.ofReading(texts.pieces(said.text()), key);
                last = matches.isEmpty()
                        ? last
                        : new Found(said.source(), matches.getLast().quote());
            }
        }
        return last;
    }
}
