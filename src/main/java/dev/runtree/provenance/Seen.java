package dev.runtree.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        private final Map<Integer, Integer> first = new HashMap<>();
        private final BitSet seen = new BitSet();

        private Order(List<Said> said) {
            this.said = said;
            for (var at = 0; at < said.size(); at++) {
                first.putIfAbsent(said.get(at).text(), at);
                seen.set(said.get(at).text());
            }
        }

        /** Of some texts those that were seen, each as it was first said, in that order. */
        List<Said> of(int[] texts) {
            var places = Arrays.stream(texts)
                    .filter(seen::get)
                    .map(text -> first.getOrDefault(text, 0))
                    .sorted()
                    .toArray();
            return IntStream.of(places).mapToObj(said::get).toList();
        }

        /** Whether one text was seen before another. */
        boolean isBefore(Said one, Said other) {
            return first.getOrDefault(one.text(), 0) < first.getOrDefault(other.text(), 0);
        }

        List<Said> all() {
            return said;
        }
    }
}
