package dev.runtree.alert;

import dev.runtree.model.Figures;
import dev.runtree.query.Quantities;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What the values of a figure are, how they are written in rules and how they are read. */
public enum Unit {
    /** In nanoseconds. */
    DURATION("a time such as 30s, 1500ms or 10m") {
        @Override
        Optional<BigDecimal> read(String text) {
            return Quantities.duration(text).map(time -> BigDecimal.valueOf(time.toNanos()));
        }

        @Override
        String write(BigDecimal value) {
            return Durations.write(Duration.ofNanos(value.longValue()));
        }

        @Override
        public String show(BigDecimal value) {
            return Figures.duration(value.longValue());
        }
    },

    /** From 0 to 1. */
    SHARE("a share such as 5%") {
        @Override
        Optional<BigDecimal> read(String text) {
            return text.endsWith("%")
                    ? plain(text.substring(0, text.length() - 1).strip())
                            .map(percent -> percent.movePointLeft(2))
                            .filter(share -> share.compareTo(BigDecimal.ONE) <= 0)
                    : Optional.empty();
        }

        @Override
        String write(BigDecimal value) {
            return Unit.digits(value.movePointRight(2)) + "%";
        }

        @Override
        public String show(BigDecimal value) {
            return Figures.share(value.doubleValue());
        }
    },

    /** In US dollars. */
    DOLLARS("an amount such as $2.50") {
        @Override
        Optional<BigDecimal> read(String text) {
            return plain(text.startsWith("$") ? text.substring(1) : text);
        }

        @Override
        String write(BigDecimal value) {
            return "$" + Unit.digits(value);
        }

        @Override
        public String show(BigDecimal value) {
            return Figures.costSum(value);
        }
    },

    COUNT("a number such as 10 or 500k") {
        @Override
        Optional<BigDecimal> read(String text) {
            return plain(text);
        }

        @Override
        String write(BigDecimal value) {
            return Unit.digits(value);
        }

        @Override
        public String show(BigDecimal value) {
            return Figures.count(value.longValue());
        }
    };

    private final String example;

    Unit(String example) {
        this.example = example;
    }

    /** What is to be written, for a sentence. */
    public String example() {
        return example;
    }

    /** Its word in JSON. */
    public String word() {
        return switch (this) {
            case DURATION -> "ms";
            case SHARE -> "share";
            case DOLLARS -> "dollars";
            case COUNT -> "count";
        };
    }

    /** The value of what is written in a rule; empty when it is none. */
    abstract Optional<BigDecimal> read(String text);

    /** As {@link #read} takes it. */
    abstract String write(BigDecimal value);

    /** For reading, with its unit. */
    public abstract String show(BigDecimal value);

    private static Optional<BigDecimal> plain(String text) {
        return Quantities.number(text).filter(number -> number.signum() >= 0);
    }

    private static String digits(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
