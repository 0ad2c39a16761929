package dev.runtree.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Where the cost of a step comes from. */
public sealed interface CostSource {
    /** The producer reported it. */
    record Sdk() implements CostSource {
        @Override
        public String word() {
            return "sdk";
        }
    }

    /**
     * It was reckoned from tokens and the price table.
     *
     * @param date since when the price holds that was taken
     */
    record Prices(LocalDate date) implements CostSource {
        @Override
        public String word() {
            return "prices";
        }
    }

    /** The word in the database and in JSON. */
    String word();

    /** The date of the price, where it was reckoned from one. */
    default @Nullable LocalDate priceDate() {
        return switch (this) {
            case Sdk sdk -> null;
            case Prices prices -> prices.date();
        };
    }

    static @Nullable CostSource of(@Nullable String word, @Nullable LocalDate date) {
        if (word == null) {
            return null;
        }
        return date == null ? new Sdk() : new Prices(date);
    }
}
