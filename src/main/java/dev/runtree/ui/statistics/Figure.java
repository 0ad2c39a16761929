package dev.runtree.ui.statistics;

import dev.runtree.model.Figures;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;

/** A column of the table: what it says of a group, and how groups are sorted by it. */
enum Figure {
    NAME,
    CALLS,
    SELF,
    ERRORS,
    TOKENS,
    COST;

    /** The key of its title. */
    String title() {
        return "run.statistics." + name().toLowerCase(Locale.ROOT);
    }

    String text(Row.Group row) {
        var sum = row.sum();
        return switch (this) {
            case NAME -> row.name();
            case CALLS -> Figures.count(sum.calls());
            case SELF -> Figures.duration(sum.selfNanos());
            case ERRORS -> Figures.count(row.errors());
            case TOKENS -> sum.tokens() == 0 ? "" : Figures.tokens(sum.tokens());
            case COST -> Figures.costOf(sum.usage());
        };
    }

    /** Names from A to Z, figures from the largest; {@code ascending} turns figures round, descending names. */
    Comparator<Row.Group> order(boolean ascending) {
        var up = switch (this) {
            case NAME -> Comparator.comparing((Row.Group row) -> row.name().toLowerCase(Locale.ROOT));
            case CALLS -> Comparator.comparingInt((Row.Group row) -> row.sum().calls());
            case SELF -> Comparator.comparingLong((Row.Group row) -> row.sum().selfNanos());
            case ERRORS -> Comparator.comparingInt(Row.Group::errors);
            case TOKENS -> Comparator.comparingLong((Row.Group row) -> row.sum().tokens());
            case COST ->
                Comparator.comparing((Row.Group row) ->
                        Objects.requireNonNullElse(row.sum().usage().cost(), BigDecimal.ONE.negate()));
        };
        return (ascending ? up : up.reversed()).thenComparing(row -> row.name().toLowerCase(Locale.ROOT));
    }
}
