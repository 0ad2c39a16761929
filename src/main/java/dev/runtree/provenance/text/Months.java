package dev.runtree.provenance.text;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of months in some languages, whole and as they are shortened. */
final class Months {
    private static final List<String> LANGUAGES = List.of(
            "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "ru", "uk", "sv", "da", "nb", "fi", "et", "tr",
            "ro", "hu", "el", "ca", "id", "bg", "sl", "lt", "lv", "ar", "fa", "ur", "he", "hi", "bn", "th", "vi");
    private static final List<TextStyle> STYLES = List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT);

    /** In others a shortened month is too often another word, or an airport: {@code LIS}, {@code DUB}, {@code pro}. */
    private static final Set<String> SHORTENED = Set.of("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb");

    /** Months of Portuguese and Italian that are words of English. */
    private static final Set<String> WORDS = Set.of("out", "set", "ago");

    private static final Map<String, Integer> BY_KEY = byKey();

    private Months() {}

    /** 1 to 12, or {@code null}. */
    static @Nullable Integer of(String key) {
        return BY_KEY.get(key);
    }

    static Set<String> keys() {
        return BY_KEY.keySet();
    }

    private static Map<String, Integer> byKey() {
        var months = new HashMap<String, Integer>();
        for (var language : LANGUAGES) {
            for (var month : Month.values()) {
                for (var style : SHORTENED.contains(language) ? STYLES : STYLES.subList(0, 2)) {
                    var name = month.getDisplayName(style, Locale.of(language));
                    var key = Words.key(name.replace(".", ""));
                    add(key, month.getValue(), months);
                    if (language.equals("he")) {
                        add("ב" + key, month.getValue(), months); // in April
                    }
                }
            }
        }
        for (var month : Month.values()) {
            add(month.name().substring(0, 3).toLowerCase(Locale.ROOT), month.getValue(), months);
        }
        add("sept", 9, months);
        months.values().removeIf(value -> value == 0);
        months.keySet().removeAll(WORDS);
        return Map.copyOf(months);
    }

    /** What names two months in two languages names none. */
    private static void add(String key, int month, Map<String, Integer> to) {
        if (key.length() >= 3) {
            to.merge(key, month, (one, other) -> one.equals(other) ? one : Integer.valueOf(0));
        }
    }
}
