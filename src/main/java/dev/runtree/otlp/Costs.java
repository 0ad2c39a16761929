package dev.runtree.otlp;

import dev.runtree.model.AudioTokens;
import dev.runtree.model.CostSource;
import dev.runtree.model.Usage;
import dev.runtree.otlp.dialect.Dialects;
import dev.runtree.otlp.dialect.Providers;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.pricing.Price;
import dev.runtree.pricing.PriceTable;
import dev.runtree.pricing.Prices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the calls of one body cost: what the producer reported, else what the price list makes of the tokens. */
final class Costs {
    private static final long DAY = 86_400_000_000_000L;

    /** Answers that were paid for at the list price; others are cheaper for waiting or dearer for hurry. */
    private static final Set<String> USUAL_TIERS = Set.of("default", "auto", "standard", "standard_only", "on_demand");

    private static final String[] TIER = {
        "openai.response.service_tier",
        "gen_ai.openai.response.service_tier",
        "gen_ai.response.service_tier",
        "openai.request.service_tier",
        "gen_ai.openai.request.service_tier"
    };
    private static final String[] HOST = {
        "server.address", "gen_ai.openai.api_base", "llm.openai.api_base", "llm.base_url", "url.full", "http.url"
    };
    private static final Pattern HERE = Pattern.compile(
            "(?:[a-z+]+://)?(?:[^/@]*@)?(?:localhost|127\\.[\\d.]+|0\\.0\\.0\\.0|\\[?::1]?|host\\.docker\\.internal)(?:[:/].*)?");

    private final Prices prices;
    private @Nullable PriceTable table;

    Costs(Prices prices) {
        this.prices = prices;
    }

    /** Usage with its cost, and where that is from. */
    record Costed(Usage usage, @Nullable CostSource source) {}

    Costed of(Dialects said, @Nullable String model, @Nullable String provider) {
        var usage = said.usage();
        if (isReported(usage, model)) {
            return new Costed(usage, new CostSource.Sdk());
        }
        var unknown = new Costed(usage.withCost(null), null);
        if (model == null || usage.total() == null || !isUsualTier(said.span())) {
            return unknown;
        }
        var audio = said.first(dialect -> dialect.audio(said.span()));
        return price(said.span(), model, provider)
                .flatMap(price -> priced(usage, price, audio == null ? AudioTokens.NONE : audio))
                .orElse(unknown);
    }

    /**
     * Some instrumentations report 0 for every model that they know no price of; so 0 for tokens is no report, unless the
     * model says itself that it is free.
     */
    private static boolean isReported(Usage usage, @Nullable String model) {
        var cost = usage.cost();
        if (cost == null || cost.signum() < 0) {
            return false;
        }
        var used = usage.total() != null && usage.total() > 0;
        return cost.signum() > 0 || !used || (model != null && model.endsWith(":free"));
    }

    private static boolean isUsualTier(RawSpan span) {
        var tier = span.attributes().text(TIER);
        return tier == null || USUAL_TIERS.contains(tier.toLowerCase(Locale.ROOT));
    }

    private Optional<Price> price(RawSpan span, String model, @Nullable String provider) {
        var slash = model.indexOf('/');
        var seller = provider == null && slash > 0 && !model.startsWith("models/")
                ? Providers.canonical(model.substring(0, slash))
                : provider;
        var day = day(span.startNanos());
        return isOfThisMachine(span) ? table().ownPrice(seller, model, day) : table().price(seller, model, day);
    }

    /** A server on the user's own machine may call its models as it likes; no list knows what they cost. */
    private static boolean isOfThisMachine(RawSpan span) {
        var host = span.attributes().text(HOST);
        return host != null && HERE.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private PriceTable table() {
        var known = table;
        if (known == null) {
            known = prices.current();
            table = known;
        }
        return known;
    }

    private static Optional<Costed> priced(Usage usage, Price price, AudioTokens audio) {
        Optional<BigDecimal> cost = price.of(usage, audio);
        return cost.map(dollars -> new Costed(usage.withCost(dollars), new CostSource.Prices(price.from())));
    }

    private static LocalDate day(long nanos) {
        return LocalDate.ofEpochDay(Math.floorDiv(nanos, DAY));
    }
}
