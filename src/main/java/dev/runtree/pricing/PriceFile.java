package dev.runtree.pricing;

import dev.runtree.pricing.Price.LongCalls;
import dev.runtree.pricing.Price.Rates;
import dev.runtree.yaml.YamlValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a file of prices, as {@code docs/prices.md} describes it. */
final class PriceFile {
    private static final Set<String> RATES =
            Set.of("input", "cached", "cache_write", "output", "reasoning", "audio_input", "audio_output");
    private static final Set<String> ENTRY = Stream.concat(RATES.stream(), Stream.of("model", "from", "until", "long"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> LONG =
            Stream.concat(RATES.stream(), Stream.of("above")).collect(Collectors.toUnmodifiableSet());

    private PriceFile() {}

    /** @throws dev.runtree.yaml.BadFile with the line and column of a mistake */
    static PriceList read(YamlValue file) {
        var entries = new LinkedHashMap<String, List<PriceList.Entry>>();
        var alike = new LinkedHashMap<String, String>();
        for (var provider : file.keys()) {
            file.get(provider).ifPresent(prices -> {
                if (prices.isMap()) {
                    alike.put(
                            provider,
                            prices.onlyKeys(Set.of("like")).need("like").word());
                } else {
                    entries.put(provider, entries(prices));
                }
            });
        }
        return new PriceList(entries, alike);
    }

    private static List<PriceList.Entry> entries(YamlValue list) {
        var entries = new ArrayList<PriceList.Entry>();
        for (var item : list.items()) {
            item.onlyKeys(ENTRY);
            var models = item.need("model").items().stream()
                    .map(name -> new ModelPattern(name.word()))
                    .toList();
            var longCalls = item.get("long").map(PriceFile::longCalls).orElse(null);
            var until = item.get("until").map(PriceFile::date).orElse(null);
            entries.add(new PriceList.Entry(models, new Price(date(item.need("from")), until, rates(item), longCalls)));
        }
        return entries;
    }

    private static LongCalls longCalls(YamlValue value) {
        value.onlyKeys(LONG);
        return new LongCalls(value.need("above").whole(1), rates(value));
    }

    private static Rates rates(YamlValue value) {
        return new Rates(
                rate(value.need("input")),
                rate(value, "cached"),
                rate(value, "cache_write"),
                rate(value, "output"),
                rate(value, "reasoning"),
                rate(value, "audio_input"),
                rate(value, "audio_output"));
    }

    private static @Nullable BigDecimal rate(YamlValue value, String key) {
        return value.get(key).map(PriceFile::rate).orElse(null);
    }

    private static BigDecimal rate(YamlValue value) {
        var text = value.text().strip();
        // Plain digits only: a price in powers of ten is a slip, and its digits would have no end.
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            throw value.bad("US dollars for a million tokens were expected here, such as 2.50, not \"" + text + "\"");
        }
        return new BigDecimal(text);
    }

    private static LocalDate date(YamlValue value) {
        try {
            return LocalDate.parse(value.text().strip());
        } catch (DateTimeParseException e) {
            throw value.bad("a day such as 2026-06-01 was expected here, not \"" + value.text() + "\"", e);
        }
    }
}
