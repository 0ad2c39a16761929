package dev.runtree.pricing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The prices of one file.
 *
 * @param entries by provider
 * @param alike providers that charge what another one does, for models that they have no price of their own for
 */
record PriceList(Map<String, List<Entry>> entries, Map<String, String> alike) {
    static final PriceList EMPTY = new PriceList(Map.of(), Map.of());

    /** One price of one or more models. */
    record Entry(List<ModelPattern> models, Price price) {
        Entry {
            models = List.copyOf(models);
        }

        private Optional<Found> find(ModelName model) {
            return models.stream()
                    .map(pattern -> new Found(pattern.match(model), pattern.length(), price))
                    .filter(found -> found.match() != ModelPattern.Match.NONE)
                    .min(NEAREST);
        }
    }

    /** A price that is written for a model, and how near. */
    private record Found(ModelPattern.Match match, int length, Price price) {}

    private static final Comparator<Found> NEAREST =
            Comparator.comparing(Found::match).thenComparing(Found::length, Comparator.reverseOrder());

    private static final Comparator<Found> NEAREST_AND_NEWEST =
            NEAREST.thenComparing(found -> found.price().from(), Comparator.reverseOrder());

    PriceList {
        entries = Map.copyOf(entries);
        alike = Map.copyOf(alike);
    }

    Set<String> providers() {
        return entries.keySet();
    }

    /** All prices written for a model: the nearest first, and of those the newest. */
    List<Price> prices(String provider, ModelName model) {
        return entries.getOrDefault(provider, List.of()).stream()
                .flatMap(entry -> entry.find(model).stream())
                .sorted(NEAREST_AND_NEWEST)
                .map(Found::price)
                .toList();
    }

    /** Whether a provider has the model by its name, not merely by a pattern. */
    boolean names(String provider, ModelName model) {
        return entries.getOrDefault(provider, List.of()).stream()
                .flatMap(entry -> entry.find(model).stream())
                .anyMatch(found -> found.match() != ModelPattern.Match.PATTERN);
    }
}
