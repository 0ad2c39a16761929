package dev.runtree.compare.steps;

import dev.runtree.compare.steps.Mark.Kind;
import dev.runtree.model.Figures;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;

/**
 * What in a run's texts is of that run alone, and would differ if the very same happened again: moments within its own time, and
 * ids that somebody made up on the way.
 */
final class OwnMarks {
    private static final int SHORTEST = 8;

    /** The clocks of a tool and of who recorded the run are so far apart at most. */
    private static final long SLACK_SECONDS = 60;

    /** A time without a zone may be that of any zone; they are whole quarters of an hour apart. */
    private static final long QUARTER = 900;

    private static final long WIDEST_ZONE = 14 * 3600;

    private final boolean isExact;
    private final long first;
    private final long last;

    /**
     * @param isExact whether nothing counts as the run's own
     * @param startNanos nanoseconds since 1970
     * @param endNanos likewise
     */
    OwnMarks(boolean isExact, long startNanos, long endNanos) {
        this.isExact = isExact;
        first = Figures.instant(startNanos).getEpochSecond() - SLACK_SECONDS;
        last = Figures.instant(Math.max(startNanos, endNanos)).getEpochSecond() + SLACK_SECONDS;
    }

    /** The text with signs in place of ids and moments, each of which is given in its order. */
    String marked(String text, Consumer<Mark> marks) {
        return replaced(text, mark -> {
            marks.accept(mark);
            return true;
        });
    }

    /** The text with signs in place of what is the run's own. */
    String without(String text, Predicate<Mark> isOwn) {
        return replaced(text, isOwn);
    }

    private String replaced(String text, Predicate<Mark> isReplaced) {
        if (isExact || text.length() < SHORTEST) {
            return text;
        }
        var places = new MarkPlaces(text);
        StringBuilder made = null;
        var at = 0;
        while (places.find()) {
            var found = places.found();
            var mark = mark(found);
            if (isReplaced.test(mark)) {
                made = made == null ? new StringBuilder(text.length()) : made;
                made.append(text, at, found.start()).append(mark.kind() == Kind.ID ? "‹id›" : "‹time›");
                at = found.end();
            }
        }
        return made == null ? text : made.append(text, at, text.length()).toString();
    }

    private Mark mark(MatchResult match) {
        var key = Print.key(match.group());
        if (match.group("id") != null) {
            return new Mark(Kind.ID, key);
        }
        var time = match.group("time");
        var isOwn = time == null ? isNow(match.group("epoch")) : isWithin(time);
        return new Mark(isOwn ? Kind.OWN_MOMENT : Kind.OTHER_MOMENT, key);
    }

    private boolean isNow(String epoch) {
        var digits = epoch.indexOf('.') < 0 ? epoch.length() : epoch.indexOf('.');
        return isNow(
                new BigDecimal(epoch).movePointLeft(Math.max(0, digits - 10)).longValue());
    }

    private boolean isNow(long seconds) {
        return seconds >= first && seconds <= last;
    }

    private boolean isWithin(String time) {
        try {
            var text = time.replace(' ', 'T');
            if (text.endsWith("Z")) {
                return isNow(Instant.from(OffsetDateTime.parse(text)).getEpochSecond());
            }
            if (text.lastIndexOf('-') > 10 || text.indexOf('+') > 0) {
                var zone = Math.max(text.lastIndexOf('-'), text.lastIndexOf('+'));
                var local = LocalDateTime.parse(text.substring(0, zone));
                return isNow(local.toEpochSecond(ZoneOffset.of(text.substring(zone))));
            }
            return isNowSomewhere(LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return false; // 2026-13-45T99:99 is no moment
        }
    }

    private boolean isNowSomewhere(long local) {
        if (local < first - WIDEST_ZONE || local > last + WIDEST_ZONE) {
            return false;
        }
        return Math.floorDiv(last - local, QUARTER) * QUARTER + local >= first;
    }
}
