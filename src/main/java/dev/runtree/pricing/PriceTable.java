package dev.runtree.pricing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prices by provider, model and day, from one file or several of which the first that knows a price counts. Safe for use by
 * several threads.
 */
public final class PriceTable {
    /** Pairs of provider and model that are remembered; there are fewer in any sane trace. */
    private static final int REMEMBERED = 2_000;

    private final List<PriceList> lists;
    private final Map<Asked, List<List<Price>>> found = new ConcurrentHashMap<>();

    private record Asked(@Nullable String provider, String model) {}

    PriceTable(List<PriceList> lists) {
        this.lists = List.copyOf(lists);
    }

    /** A table without prices: every cost is unknown but those that producers report. */
    public static PriceTable empty() {
        return new PriceTable(List.of());
    }

    /**
     * The price of a model on a day; empty when none is known, also for a model that has only later prices.
     *
     * @param provider as OpenTelemetry calls it; {@code null} when it is unknown, then the model's name must be one
     *     provider's alone
     * @param model as the producer wrote it
     * @param day in UTC
     */
    public Optional<Price> price(@Nullable String provider, String model, LocalDate day) {
        return prices(new Asked(provider, model)).stream()
                .flatMap(ofOneFile -> newest(ofOneFile, day).stream())
                .findFirst();
    }

    /** The price that had begun last; it may have ended with no other known after it. */
    private static Optional<Price> newest(List<Price> ofOneFile, LocalDate day) {
        return ofOneFile.stream()
                .filter(price -> !price.from().isAfter(day))
                .findFirst()
                .filter(price -> price.until() == null || !price.until().isBefore(day));
    }

    /** What each file says of a model. */
    private List<List<Price>> prices(Asked asked) {
        var known = found.get(asked);
        if (known == null) {
            known = find(asked.provider(), ModelName.of(asked.model()));
            if (found.size() < REMEMBERED) {
                found.put(asked, known);
            }
        }
        return known;
    }

    private List<List<Price>> find(@Nullable String provider, ModelName model) {
        if (provider == null) {
            var providers = lists.stream()
                    .flatMap(list -> list.providers().stream().filter(one -> list.names(one, model)))
                    .distinct()
                    .toList();
            return providers.size() == 1 ? own(providers.getFirst(), model).toList() : List.of();
        }
        return Stream.concat(own(provider, model), alike(provider).flatMap(other -> own(other, model)))
                .toList();
    }

    private Stream<List<Price>> own(String provider, ModelName model) {
        return lists.stream().map(list -> list.prices(provider, model));
    }

    private Stream<String> alike(String provider) {
        return lists.stream()
                .flatMap(list -> Stream.ofNullable(list.alike().get(provider)))
                .limit(1);
    }
}
