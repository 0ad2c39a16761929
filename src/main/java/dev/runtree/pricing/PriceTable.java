package dev.runtree.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prices by provider, model and day: the user's own, and where those say nothing the listed ones. Safe for use by several
 * threads.
 */
public final class PriceTable {
    /** Pairs of provider and model that are remembered; there are fewer in any sane trace. */
    private static final int REMEMBERED = 2_000;

    private final PriceList own;
    private final PriceList listed;
    private final Map<Asked, List<List<Price>>> found = new ConcurrentHashMap<>();

    private record Asked(@Nullable String provider, String model, boolean ownOnly) {}

    PriceTable(PriceList own, PriceList listed) {
        this.own = own;
        this.listed = listed;
    }

    /** A table without prices: every cost is unknown but those that producers report. */
    public static PriceTable empty() {
        return new PriceTable(PriceList.EMPTY, PriceList.EMPTY);
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
        return price(new Asked(provider, model, false), day);
    }

    /** As {@link #price}, from the user's own prices alone: for calls that no public list speaks of. */
    public Optional<Price> ownPrice(@Nullable String provider, String model, LocalDate day) {
        return price(new Asked(provider, model, true), day);
    }

    private Optional<Price> price(Asked asked, LocalDate day) {
        for (var ofOneFile : prices(asked)) {
            var price = newest(ofOneFile, day);
            if (price != null) {
                return Optional.of(price);
            }
        }
        return Optional.empty();
    }

    /** The price that had begun last; it may have ended with no other known after it. */
    private static @Nullable Price newest(List<Price> ofOneFile, LocalDate day) {
        for (var price : ofOneFile) {
            if (!price.from().isAfter(day)) {
                return price.until() == null || !price.until().isBefore(day) ? price : null;
            }
        }
        return null;
    }

    /** What each file says of a model. */
    private List<List<Price>> prices(Asked asked) {
        var known = found.get(asked);
        if (known == null) {
            var lists = asked.ownOnly() ? List.of(own) : List.of(own, listed);
            known = find(lists, asked.provider(), ModelName.of(asked.model()));
            if (found.size() < REMEMBERED) {
                found.put(asked, known);
            }
        }
        return known;
    }

    private static List<List<Price>> find(List<PriceList> lists, @Nullable String provider, ModelName model) {
        if (provider == null) {
            var providers = lists.stream()
                    .flatMap(list -> list.providers().stream().filter(one -> list.names(one, model)))
                    .distinct()
                    .toList();
            return providers.size() == 1 ? ofProvider(lists, providers.getFirst(), model) : List.of();
        }
        var prices = new ArrayList<>(ofProvider(lists, provider, model));
        lists.stream()
                .flatMap(list -> Stream.ofNullable(list.alike().get(provider)))
                .findFirst()
                .ifPresent(other -> prices.addAll(ofProvider(lists, other, model)));
        return prices;
    }

    private static List<List<Price>> ofProvider(List<PriceList> lists, String provider, ModelName model) {
        return lists.stream().map(list -> list.prices(provider, model)).toList();
    }
}
