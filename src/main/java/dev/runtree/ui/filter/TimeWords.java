package dev.runtree.ui.filter;

import dev.runtree.query.Quantities;
import dev.runtree.ui.Messages;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ranges of time as readers say them, as they type them, and as they stand in a filter. */
public final class TimeWords {
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d\\d)(?::(\\d\\d))?");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private TimeWords() {}

    /** What a filter says of the time, for the button; {@code null} when it says nothing. */
    static @Nullable String of(FilterText filter, Instant now, ZoneId zone) {
        var since = filter.value("since");
        var until = filter.value("until");
        if (since.isEmpty() && until.isEmpty()) {
            return null;
        }
        if (until.isEmpty() && Quantities.duration(since.get()).isPresent()) {
            return Choices.TIMES.stream()
                    .filter(choice -> since.get().equals(choice.value()))
                    .map(Choices.Choice::label)
                    .findFirst()
                    .orElseGet(() -> Messages.text("filter.time.last", since.get()));
        }
        var from = since.flatMap(text -> Quantities.time(text, now, zone, false));
        var to = until.flatMap(text -> Quantities.time(text, now, zone, true));
        if (from.isPresent() && to.isPresent()) {
            return Messages.text("filter.time.range", shown(from.get(), zone), end(from.get(), to.get(), zone));
        }
        return from.map(time -> Messages.text("filter.time.since", shown(time, zone)))
                .or(() -> to.map(time -> Messages.text("filter.time.until", shown(time, zone))))
                .orElseGet(() -> since.or(() -> until).orElse(""));
    }

    private static String end(Instant from, Instant to, ZoneId zone) {
        boolean sameDay = from.atZone(zone).toLocalDate().equals(to.atZone(zone).toLocalDate());
        return sameDay ? TIME.format(to.atZone(zone)) : shown(to, zone);
    }

    private static String shown(Instant time, ZoneId zone) {
        var local = time.atZone(zone);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT) ? DAY.format(local) : SHORT.format(local);
    }

    /** A time as one types it: as in a filter, or a time of this day. */
    static Optional<Instant> typed(String text, Instant now, ZoneId zone, boolean end) {
        var clock = CLOCK.matcher(text.strip());
        if (clock.matches()) {
            try {
                var time = LocalTime.of(
                        Integer.parseInt(clock.group(1)),
                        Integer.parseInt(clock.group(2)),
                        clock.group(3) == null ? 0 : Integer.parseInt(clock.group(3)));
                return Optional.of(
                        LocalDate.ofInstant(now, zone).atTime(time).atZone(zone).toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        return Quantities.time(text.strip(), now, zone, end);
    }

    /** As it stands in a filter and in a field, without a zone: it is local. */
    static String written(Instant time, ZoneId zone) {
        var local = LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.SECONDS);
        return local.getSecond() == 0 ? local.toString() : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
    }

    /** The last moment of a range, which is in it: to the microsecond, and of a whole day as that day. */
    private static String writtenEnd(Instant time, ZoneId zone) {
        var local = LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.MICROS);
        return local.plus(1, ChronoUnit.MICROS).toLocalTime().equals(LocalTime.MIDNIGHT)
                ? local.toLocalDate().toString()
                : local.equals(local.truncatedTo(ChronoUnit.SECONDS))
                        ? written(time, zone)
                        : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
    }

    /** The terms of a range; {@code null} is open. */
    public static List<String> terms(@Nullable Instant since, @Nullable Instant until, ZoneId zone) {
        var terms = new java.util.ArrayList<String>();
        if (since != null) {
            terms.add("since:" + written(since, zone));
        }
        if (until != null) {
            terms.add("until:" + writtenEnd(until, zone));
        }
        return terms;
    }
}
