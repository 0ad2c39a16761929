package dev.runtree.provenance.text;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times of a day: {@code 10:30}, {@code 10:30 pm}, {@code 10 pm}; and {@code 22h30} and {@code 19 Uhr}, in other words. */
final class Times {
    private static final String NO_MORE = "(?![0-9\\p{L}])";
    private static final Pattern TIME = Pattern.compile(
            "(\\d{1,2})(?::(\\d{2}))?(?::(\\d{2}))?(?:\\s?([AaPp])\\.?[Mm]\\.?)?" + NO_MORE + "(?!:\\d)");
    private static final Pattern IN_WORDS = Pattern.compile(
            "(\\d{1,2})(?:(?:[:.](\\d{2}))?\\s?(?:Uhr|uur|o'?\\s?clock)|\\s?[hH]\\s?(\\d{2}))" + NO_MORE);
    private static final Pattern HOUR = Pattern.compile(
            "(?<=\\b(?:at|um|gegen|à|alle|las|om|às) )(\\d{1,2})(?![0-9\\p{L}]|[:.,/-]\\d|\\s?[€$£%°])");
    private static final int LONGEST = 32;

    private final String text;

    Times(String text) {
        this.text = text;
    }

    private @Nullable Matcher match(Pattern pattern, int from) {
        var match = pattern.matcher(text)
                .region(from, Math.min(text.length(), from + LONGEST))
                .useTransparentBounds(true);
        return match.lookingAt() ? match : null;
    }

    private boolean mayBeInWords(int behind) {
        var next = Ahead.at(text, behind);
        var at = next == ':' || next == '.' ? behind + ":30".length() : behind;
        return "UuoHh".indexOf(behindASpace(at)) >= 0;
    }

    /** Whether the word in front may end as one of those do that stand before hours. */
    private boolean mayBeHour(int from) {
        return Ahead.at(text, from - 1) == ' ' && "tmnàes".indexOf(Ahead.at(text, from - 2)) >= 0;
    }

    private boolean mayBeTime(int behind) {
        return Ahead.at(text, behind) == ':' || "AaPp".indexOf(behindASpace(behind)) >= 0;
    }

    private char behindASpace(int place) {
        return Ahead.at(text, Ahead.isSpace(Ahead.at(text, place)) ? place + 1 : place);
    }

    /** Reads what stands at a digit and is said in words; gives the place behind all that is read by it, or 0. */
    int inWords(int from, int digits, List<Reading> found) {
        if (digits > 2) {
            return 0;
        }
        var words = mayBeInWords(from + digits) ? match(IN_WORDS, from) : null;
        if (words != null) {
            var minute = words.group(2) != null ? words.group(2) : words.group(3);
            var time = time(Integer.parseInt(words.group(1)), minute == null ? 0 : Integer.parseInt(minute), 0, 0);
            if (time != null) {
                found.add(new Reading(from, words.end(), null, List.of(Reading.SAME + "T" + time)));
                if (words.group(3) != null) { // 1h30 is a time of the day, or an hour and a half
                    var seconds = BigDecimal.valueOf(time.toSecondOfDay());
                    found.add(Quantities.of(seconds, Unit.SECOND, from, words.end()));
                }
                return words.end();
            }
        }
        var hour = mayBeHour(from) ? match(HOUR, from) : null;
        if (hour != null && Integer.parseInt(hour.group(1)) < 24) {
            var maybe = new ArrayList<String>();
            either(Integer.parseInt(hour.group(1)), 0, 0, maybe);
            maybe.add(Reading.MAYBE + "T" + time(Integer.parseInt(hour.group(1)), 0, 0, 0));
            found.add(new Reading(from, hour.end(), null, maybe));
        }
        return 0;
    }

    /** Reads what stands at a digit; gives the place behind all that is read by it, or 0. */
    int at(int from, int digits, List<Reading> found) {
        var inWords = inWords(from, digits, found);
        if (inWords > 0) {
            return inWords;
        }
        var match = digits <= 2 && mayBeTime(from + digits) ? match(TIME, from) : null;
        if (match == null || (match.group(2) == null && match.group(4) == null)) {
            return 0;
        }
        var hour = Integer.parseInt(match.group(1));
        var half = match.group(4);
        if (half != null) {
            hour = hour > 12 || hour == 0 ? 24 : hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
        }
        var minute = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
        var time = time(hour, minute, match.group(3) == null ? 0 : Integer.parseInt(match.group(3)), 0);
        if (time == null) {
            return 0;
        }
        var others = new ArrayList<String>();
        if (half == null) {
            either(hour, minute, time.getSecond(), others);
        }
        found.add(new Reading(from, match.end(), "T" + time, others));
        return match.end();
    }

    /** Who says half past ten may mean the evening. */
    private static void either(int hour, int minute, int second, List<String> to) {
        if (hour >= 1 && hour < 12) {
            to.add(Reading.MAYBE + "T" + time(hour + 12, minute, second, 0));
        }
    }

    static @Nullable LocalTime time(int hour, int minute, int second, int nanos) {
        return hour > 23 || minute > 59 || second > 59 ? null : LocalTime.of(hour, minute, second, nanos);
    }
}
