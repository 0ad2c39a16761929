package dev.runtree.provenance.text;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Days that are said without a date. Which day is meant, only the one knows who says it. */
final class Spoken {
    private static final Set<String> DAYS = days();
    private static final Set<String> BEFORE_UNITS = Set.of(
            "next",
            "this",
            "last",
            "coming",
            "following",
            "nächste",
            "nächsten",
            "nächster",
            "kommende",
            "diese",
            "letzte");
    private static final Set<String> UNITS = Set.of("week", "month", "year", "quarter", "woche", "monat", "jahr");

    private static final Set<String> TELLING = telling();

    private Spoken() {}

    /** Reads what stands at a word. */
    static void at(Words words, int word, List<Reading> found) {
        var key = words.key(word);
        if (!TELLING.contains(key)) {
            return;
        }
        if (DAYS.contains(key)) {
            found.add(new Reading(words.from(word), words.to(word), null, List.of(Reading.SOME_DAY)));
        } else if (word > 0 && UNITS.contains(key) && BEFORE_UNITS.contains(words.key(word - 1))) {
            found.add(new Reading(words.from(word - 1), words.to(word), null, List.of(Reading.SOME_DAY)));
        } else if (key.equals("noon") || key.equals("midday")) {
            found.add(new Reading(words.from(word), words.to(word), null, List.of(Reading.SAME + "T12:00")));
        } else if (key.equals("midnight")) {
            found.add(new Reading(words.from(word), words.to(word), null, List.of(Reading.SAME + "T00:00")));
        }
    }

    /** The words at which something is read. */
    static Set<String> telling() {
        var telling = new HashSet<>(DAYS);
        telling.addAll(UNITS);
        Collections.addAll(telling, "noon", "midday", "midnight");
        return telling;
    }

    private static Set<String> days() {
        var days = new HashSet<String>();
        Collections.addAll(
                days, "today", "tonight", "tomorrow", "yesterday", "weekend", "heute", "morgen", "übermorgen");
        Collections.addAll(
                days, "gestern", "wochenende", "aujourd", "demain", "weekend", "hoy", "mañana", "ayer", "oggi");
        Collections.addAll(days, "domani", "ieri", "hoje", "amanhã", "ontem", "vandaag", "gisteren", "今天", "明天", "昨天");
        for (var language : List.of("en", "de", "fr", "es", "it", "nl")) {
            for (var day : DayOfWeek.values()) {
                days.add(Words.key(day.getDisplayName(TextStyle.FULL, Locale.of(language))));
            }
        }
        return Set.copyOf(days);
    }
}
