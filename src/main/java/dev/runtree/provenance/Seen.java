package dev.runtree.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a model had seen when it asked for a tool: texts in the order in which it saw them, definitions of tools last.
 *
 * @param said in their order
 * @param recorded whether what went into the call was recorded at all
 * @param media how many images, sounds or files were among it, which nobody has looked through
 * @param whole whether all of it is here and was looked through to its end
 */
public record Seen(List<Said> said, boolean recorded, int media, boolean whole) {

    /**
     * A text as it was said.
     *
     * @param text its number in {@link Texts}
     */
    public record Said(int text, Source source) {}

    public Seen {
        said = List.copyOf(said);
    }

    public static Seen nothing() {
        return new Seen(List.of(), false, 0, true);
    }

    /** Whether the tools that the model could choose from were recorded. */
    public boolean hasDefinitions() {
        return said.stream().anyMatch(each -> each.source().teller() == Source.Teller.DEFINITION);
    }

    /** Whether a person said any of it, or somebody gave it as a task. */
    public boolean hasPerson() {
        return said.stream().anyMatch(each -> each.source().isPerson());
    }

    /** The same with what is added behind it. */
    public Seen and(Seen more) {
        var all = new ArrayList<>(said);
        all.addAll(more.said);
        return new Seen(all, recorded || more.recorded, media + more.media, whole && more.whole);
    }

    /** For look-ups: of each text the first time that it was said. */
    Order order() {
        return new Order(said);
    }

    /** Texts by when they were first seen. */
    static final class Order {
        private final List<Said> said;

        /** By the numbers of texts where they were first said, from 1; 0 when they were not. */
        private int[] first = new int[0];

        private Order(List<Said> said) {
            this.said = said;
            for (var at = 0; at < said.size(); at++) {
                var text = said.get(at).text();
                if (text >= first.length) {
                    first = Arrays.copyOf(first, Math.max(text + 1, 2 * first.length));
                }
                first[text] = first[text] == 0 ? at + 1 : first[text];
            }
        }

        /** Of some texts those that were seen, each as it was first said, in that order. */
        List<Said> of(int[] texts) {
            var places = new int[texts.length];
            var size = 0;
            for (var text : texts) {
                var place = place(text);
                if (place > 0) {
                    places[size++] = place;
                }
            }
            if (size == 0) {
                return List.of();
            }
            Arrays.sort(places, 0, size);
            var seen = new ArrayList<Said>(size);
            for (var i = 0; i < size; i++) {
                seen.add(said.get(places[i] - 1));
            }
            return seen;
        }

        /** Of some texts and some others those that were seen, each once. */
        List<Said> of(int[] texts, int[] others) {
            var all = new BitSet();
            for (var text : texts) {
                all.set(text);
            }
            for (var text : others) {
                all.set(text);
            }
            return of(all.stream().toArray());
        }

        /** Whether one of some texts was seen that is such a one. */
        boolean isAny(int[] texts, Predicate<Said> such) {
            for (var text : texts) {
                var place = place(text);
                if (place > 0 && such.test(said.get(place - 1))) {
                    return true;
                }
            }
            return false;
        }

        private int place(int text) {
            return text < first.length ? first[text] : 0;
        }

        /** Whether one text was seen before another. */
        boolean isBefore(Said one, Said other) {
            return place(one.text()) < place(other.text());
        }

        List<Said> all() {
            return said;
        }
    }
}
