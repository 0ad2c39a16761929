package dev.runtree.alert;

import dev.runtree.model.Figures;
import dev.runtree.query.BadFilter;
import dev.runtree.query.Quantities;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Scope;
import dev.runtree.store.SignalFilter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What somebody wants to be told of.
 *
 * @param isAbove whether it is of values above the limit, rather than below it
 * @param limit in the unit of the figure
 * @param over the stretch of time, up to now, that the figure is of
 * @param lasting how long it has to hold before it fires, and to hold no more before it is over; 0 for at once
 * @param filter in the grammar of Watch; empty for all
 * @param least so many runs or calls have to be there, otherwise nothing is known
 * @param notifies whether the desktop tells of it
 * @param command a program and its arguments, run when it fires and when it is over; empty for none
 */
public record AlertRule(
        String name,
        Figure figure,
        boolean isAbove,
        BigDecimal limit,
        Duration over,
        Duration lasting,
        String filter,
        long least,
        boolean notifies,
        List<String> command,
        boolean isPaused) {
    public static final Duration USUAL_OVER = Duration.ofMinutes(15);
    public static final Duration USUAL_LASTING = Duration.ofMinutes(5);

    private static final int LONGEST_NAME = 80;
    private static final Duration LEAST_OVER = Duration.ofMinutes(1);
    private static final Duration MOST_OVER = Duration.ofDays(31);
    private static final Duration MOST_LASTING = Duration.ofDays(7);

    /** @throws BadAlert when it is none that could ever fire */
    public AlertRule {
        limit = limit.signum() == 0 ? BigDecimal.ZERO : limit.stripTrailingZeros();
        command = List.copyOf(command);
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadAlert("An alert needs a name of one line, of at most " + LONGEST_NAME + " characters.");
        }
        if (over.compareTo(LEAST_OVER) < 0 || over.compareTo(MOST_OVER) > 0) {
            throw bad(name, "\"over\" has to be between 1m and 31d.");
        }
        if (lasting.compareTo(MOST_LASTING) > 0) {
            throw bad(name, "\"for\" has to be at most 7d.");
        }
        if (!isWritten(figure.unit(), limit)) {
            throw bad(name, "Its limit is too large, or has too many digits.");
        }
        if (!isWritten(over) || !isWritten(lasting)) {
            throw bad(name, "\"over\" and \"for\" have too many digits.");
        }
        if (least < 0 || (!figure.hasLeast() && least != figure.usualLeast())) {
            throw bad(
                    name,
                    figure.hasLeast()
                            ? "The least number of " + figure.counted() + " is a whole number, 0 or more."
                            : "Its figure, the " + figure.title() + ", has no least number.");
        }
        if (!isAbove && limit.signum() == 0) {
            throw bad(name, "Nothing is ever below 0.");
        }
        if (isAbove && figure.unit() == Unit.SHARE && limit.compareTo(BigDecimal.ONE) >= 0) {
            throw bad(name, "No share is ever above 100%.");
        }
        if (isAbove && figure.isOverTime() && figure.unit() == Unit.DURATION && limit.longValue() >= over.toNanos()) {
            throw bad(
                    name,
                    "Runs are counted when they started within \"over\", so they never take longer than that:"
                            + " choose a longer \"over\".");
        }
        if (!command.isEmpty() && command.getFirst().isBlank()) {
            throw bad(name, "Its command has no program.");
        }
        check(name, figure, filter);
    }

    /** Whether it is the same when it was saved and is read again. */
    private static boolean isWritten(Unit unit, BigDecimal value) {
        return unit.read(unit.write(value)).stream().anyMatch(read -> read.compareTo(value) == 0);
    }

    private static boolean isWritten(Duration time) {
        return Quantities.duration(Durations.write(time)).stream().anyMatch(time::equals);
    }

    private static BadAlert bad(String name, String why) {
        return new BadAlert("The alert " + name + " cannot be so. " + why);
    }

    private static void check(String name, Figure figure, String filter) {
        try {
            var now = Instant.now();
            var asked = SignalFilter.scope(RunFilter.parse(filter), now.minus(LEAST_OVER), now);
            var passedOver = SignalFilter.passedOver(figure.signal(), asked);
            if (!passedOver.isEmpty()) {
                throw bad(
                        name,
                        "Its figure, the " + figure.title() + ", is not counted by "
                                + String.join(" and ", passedOver));
            }
        } catch (BadFilter | SignalFilter.NotCounted e) {
            throw new BadAlert("The filter of the alert " + name + " is none: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a limit.
     *
     * @throws BadAlert when it is none of that figure
     */
    public static BigDecimal limit(Figure figure, String text) {
        return figure.unit()
                .read(text.strip())
                .orElseThrow(() -> new BadAlert(
                        "The " + figure.title() + " needs " + figure.unit().example() + ", not \"" + text + "\"."));
    }

    /**
     * Reads how many have to be there at least.
     *
     * @throws BadAlert when it is no such number
     */
    public static long least(String text) {
        return Quantities.number(text.strip())
                .filter(number ->
                        number.signum() >= 0 && number.stripTrailingZeros().scale() <= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
                .map(BigDecimal::longValue)
                .orElseThrow(() -> new BadAlert("\"At least\" needs a whole number such as 20, not \"" + text + "\"."));
    }

    /** What it looks at, at a time. */
    public Scope scope(Instant now) {
        return SignalFilter.scope(RunFilter.parse(filter), now.minus(over), now);
    }

    /** Whether it holds. */
    public boolean holds(Reading reading) {
        return reading instanceof Reading.Value(var value) && isBeyond(value);
    }

    /** Whether a value is one to tell of. */
    boolean isBeyond(BigDecimal value) {
        return isAbove ? value.compareTo(limit) > 0 : value.compareTo(limit) < 0;
    }

    /** The limit as it is written in files and on the command line. */
    public String limitText() {
        return figure.unit().write(limit);
    }

    /** {@code p90 of run latency over 15m above 30 s for 5m}. */
    public String sentence() {
        return figure.title()
                + (figure.isOverTime() ? " over " + Durations.write(over) : "")
                + side()
                + (lasting.isZero() ? "" : " for " + Durations.write(lasting));
    }

    /** {@code above 30 s}. */
    public String bound() {
        return side().strip();
    }

    private String side() {
        var unit = figure.unit();
        var told = unit == Unit.DURATION ? Figures.tick(limit.longValue()) : unit.write(limit);
        return (isAbove ? " above " : " below ") + told;
    }

    /** What a state is of: another one begins anew. */
    String definition() {
        return String.join(
                " ",
                figure.word(),
                isAbove ? ">" : "<",
                limitText(),
                Durations.write(over),
                Durations.write(lasting),
                Long.toString(least),
                filter);
    }

    AlertRule paused(boolean now) {
        return new AlertRule(name, figure, isAbove, limit, over, lasting, filter, least, notifies, command, now);
    }
}
