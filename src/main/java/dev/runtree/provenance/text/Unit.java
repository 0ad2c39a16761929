package dev.runtree.provenance.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a number counts.
 *
 * @param dimension what two amounts must share to be compared
 * @param each how much one of it is, in the smallest unit that is named here
 * @param binary of a unit of data, how many bytes programs mean by it that count in powers of two
 */
record Unit(Of measures, String dimension, BigDecimal each, BigDecimal binary) {

    /** Sorts of units. */
    enum Of {
        TIME,
        LENGTH,
        MASS,
        DATA,
        MONEY,
        TEMPERATURE,
        SHARE,
        NUMBER;

        /** The steps in which programs count them, of the smallest unit that is named. */
        List<BigDecimal> scale() {
            return switch (this) {
                case TIME -> TIMES;
                case LENGTH -> LENGTHS;
                case MASS -> MASSES;
                case DATA -> SIZES;
                case MONEY -> CENTS;
                case TEMPERATURE, SHARE, NUMBER -> List.of();
            };
        }
    }

    private static final List<BigDecimal> TIMES = numbers("86400", "3600", "60", "1", "0.001");
    private static final List<BigDecimal> LENGTHS = numbers("1000", "1", "0.01", "0.001");
    private static final List<BigDecimal> MASSES = numbers("1000", "1", "0.001");
    private static final List<BigDecimal> SIZES = numbers("1000000000", "1000000", "1000", "1");
    private static final List<BigDecimal> CENTS = numbers("0.01");

    static final Unit NUMBER = of(Of.NUMBER, "number", "1");
    static final Unit SECOND = of(Of.TIME, "s", "1");
    static final Unit HOUR = of(Of.TIME, "s", "3600");
    static final Unit MINUTE = of(Of.TIME, "s", "60");
    private static final Unit DAY = of(Of.TIME, "s", "86400");
    private static final Unit WEEK = of(Of.TIME, "s", "604800");
    static final Unit METRE = of(Of.LENGTH, "m", "1");
    private static final Unit KILOMETRE = of(Of.LENGTH, "m", "1000");
    private static final Unit KILOGRAM = of(Of.MASS, "g", "1000");

    /** Two letters and fewer are told apart by their case. */
    private static final Map<String, Unit> SHORT = Map.ofEntries(
            Map.entry("s", SECOND),
            Map.entry("h", HOUR),
            Map.entry("d", DAY),
            Map.entry("w", WEEK),
            Map.entry("m", METRE),
            Map.entry("ms", of(Of.TIME, "s", "0.001")),
            Map.entry("km", KILOMETRE),
            Map.entry("cm", of(Of.LENGTH, "m", "0.01")),
            Map.entry("mm", of(Of.LENGTH, "m", "0.001")),
            Map.entry("g", of(Of.MASS, "g", "1")),
            Map.entry("kg", KILOGRAM),
            Map.entry("mg", of(Of.MASS, "g", "0.001")),
            Map.entry("t", of(Of.MASS, "g", "1000000")),
            Map.entry("kB", data(1)),
            Map.entry("KB", data(1)),
            Map.entry("MB", data(2)),
            Map.entry("GB", data(3)),
            Map.entry("TB", data(4)));

    private static final Map<String, Unit> LONG = Map.ofEntries(
            Map.entry("sec", SECOND),
            Map.entry("secs", SECOND),
            Map.entry("second", SECOND),
            Map.entry("seconds", SECOND),
            Map.entry("sekunden", SECOND),
            Map.entry("secondes", SECOND),
            Map.entry("segundos", SECOND),
            Map.entry("min", MINUTE),
            Map.entry("mins", MINUTE),
            Map.entry("minute", MINUTE),
            Map.entry("minutes", MINUTE),
            Map.entry("minuten", MINUTE),
            Map.entry("minutos", MINUTE),
            Map.entry("minuti", MINUTE),
            Map.entry("hr", HOUR),
            Map.entry("hrs", HOUR),
            Map.entry("std", HOUR),
            Map.entry("hour", HOUR),
            Map.entry("hours", HOUR),
            Map.entry("stunde", HOUR),
            Map.entry("stunden", HOUR),
            Map.entry("heure", HOUR),
            Map.entry("heures", HOUR),
            Map.entry("hora", HOUR),
            Map.entry("horas", HOUR),
            Map.entry("ore", HOUR),
            Map.entry("day", DAY),
            Map.entry("days", DAY),
            Map.entry("tag", DAY),
            Map.entry("tage", DAY),
            Map.entry("tagen", DAY),
            Map.entry("jours", DAY),
            Map.entry("días", DAY),
            Map.entry("giorni", DAY),
            Map.entry("week", WEEK),
            Map.entry("weeks", WEEK),
            Map.entry("woche", WEEK),
            Map.entry("wochen", WEEK),
            Map.entry("semaines", WEEK),
            Map.entry("semanas", WEEK),
            Map.entry("meter", METRE),
            Map.entry("meters", METRE),
            Map.entry("metre", METRE),
            Map.entry("metres", METRE),
            Map.entry("kms", KILOMETRE),
            Map.entry("kilometer", KILOMETRE),
            Map.entry("kilometers", KILOMETRE),
            Map.entry("kilometre", KILOMETRE),
            Map.entry("kilometres", KILOMETRE),
            Map.entry("kilo", KILOGRAM),
            Map.entry("kilos", KILOGRAM),
            Map.entry("kilogram", KILOGRAM),
            Map.entry("kilograms", KILOGRAM),
            Map.entry("kilogramm", KILOGRAM),
            Map.entry("gram", of(Of.MASS, "g", "1")),
            Map.entry("grams", of(Of.MASS, "g", "1")),
            Map.entry("gramm", of(Of.MASS, "g", "1")),
            Map.entry("bytes", data(0)),
            Map.entry("kib", data(1)),
            Map.entry("mib", data(2)),
            Map.entry("gib", data(3)),
            Map.entry("tib", data(4)),
            Map.entry("%", of(Of.SHARE, "%", "1")),
            Map.entry("percent", of(Of.SHARE, "%", "1")),
            Map.entry("percentage", of(Of.SHARE, "%", "1")),
            Map.entry("prozent", of(Of.SHARE, "%", "1")),
            Map.entry("procent", of(Of.SHARE, "%", "1")),
            Map.entry("celsius", of(Of.TEMPERATURE, "°C", "1")),
            Map.entry("fahrenheit", of(Of.TEMPERATURE, "°F", "1")));

    /** A dollar may be another country's; it is told as written otherwise, which shows what was said. */
    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("euro", "EUR"),
            Map.entry("euros", "EUR"),
            Map.entry("$", "USD"),
            Map.entry("us$", "USD"),
            Map.entry("dollar", "USD"),
            Map.entry("dollars", "USD"),
            Map.entry("bucks", "USD"),
            Map.entry("£", "GBP"),
            Map.entry("pound", "GBP"),
            Map.entry("pounds", "GBP"),
            Map.entry("quid", "GBP"),
            Map.entry("¥", "JPY"),
            Map.entry("yen", "JPY"),
            Map.entry("yuan", "CNY"),
            Map.entry("rmb", "CNY"),
            Map.entry("₹", "INR"),
            Map.entry("rs", "INR"),
            Map.entry("rupee", "INR"),
            Map.entry("rupees", "INR"),
            Map.entry("₽", "RUB"),
            Map.entry("₺", "TRY"),
            Map.entry("₩", "KRW"),
            Map.entry("฿", "THB"),
            Map.entry("fr", "CHF"),
            Map.entry("franken", "CHF"),
            Map.entry("francs", "CHF"));

    /** What stands behind a number; {@code null} when it is no unit. */
    static @Nullable Unit of(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        if (lower.startsWith("°")) {
            return of(Of.TEMPERATURE, "°" + word.substring(word.length() - 1).toUpperCase(Locale.ROOT), "1");
        }
        var unit = word.length() <= 2 ? SHORT.get(word) : null;
        return unit != null ? unit : LONG.containsKey(lower) ? LONG.get(lower) : currency(word);
    }

    /** {@code null} when it is no currency. */
    static @Nullable Unit currency(String word) {
        var lower = word.toLowerCase(Locale.ROOT).replace(".", "");
        var code = CURRENCIES.get(lower);
        if (code == null && Readings.isCurrencyCode(lower)) {
            code = lower.toUpperCase(Locale.ROOT);
        }
        return code == null ? null : of(Of.MONEY, code, "1");
    }

    private static List<BigDecimal> numbers(String... numbers) {
        return Stream.of(numbers).map(BigDecimal::new).toList();
    }

    private static Unit of(Of measures, String dimension, String each) {
        return new Unit(measures, dimension, new BigDecimal(each), BigDecimal.ONE);
    }

    private static Unit data(int power) {
        return new Unit(Of.DATA, "bytes", BigDecimal.TEN.pow(3 * power), new BigDecimal(2).pow(10 * power));
    }
}
