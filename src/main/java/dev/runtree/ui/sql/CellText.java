package dev.runtree.ui.sql;

import dev.runtree.store.SqlConsole;
import java.math.BigDecimal;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A value as it stands in a cell of one line, and how values of a column are put in order. */
final class CellText {
    /** More would not be seen in a cell, and is laid out all the same. */
    static final int MOST = 300;

    private CellText() {}

    static String of(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        var cut = value.length() > MOST ? value.substring(0, end(value)) + "…" : value;
        var line = new StringBuilder(cut.length());
        for (var i = 0; i < cut.length(); i++) {
            var c = cut.charAt(i);
            line.append(
                    switch (c) {
                        case '\n' -> '↵';
                        case '\t' -> '→';
                        case '\r' -> '←';
                        default -> Character.isISOControl(c) ? '¤' : c;
                    });
        }
        return line.toString();
    }

    private static int end(String value) {
        return Character.isHighSurrogate(value.charAt(MOST - 1)) ? MOST - 1 : MOST;
    }

    /** As PostgreSQL would: numbers by what they are, NaN behind all of them, and no value behind everything. */
    static Comparator<@Nullable String> order(SqlConsole.Kind kind) {
        Comparator<String> order = switch (kind) {
            case NUMBER -> Comparator.comparing(CellText::number);
            case TEXT, BOOLEAN, JSON -> Comparator.naturalOrder();
        };
        return Comparator.nullsLast(order);
    }

    private static BigDecimal number(String value) {
        return switch (value) {
            case "NaN" -> HUGE.add(BigDecimal.ONE);
            case "Infinity" -> HUGE;
            case "-Infinity" -> HUGE.negate();
            default -> new BigDecimal(value);
        };
    }

    /** Above all that a {@code numeric} has room for is not needed: above all that anybody counts is. */
    private static final BigDecimal HUGE = new BigDecimal("1e400");
}
