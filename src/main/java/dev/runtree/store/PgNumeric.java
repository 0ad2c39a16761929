package dev.runtree.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** PostgreSQL's binary {@code numeric}: digits to the base 10,000, of which so many stand before the point. */
final class PgNumeric {
    private static final int NEGATIVE = 0x4000;
    private static final int DIGITS = 4;
    private static final int HEADER = 4 * Short.BYTES;

    private PgNumeric() {}

    static void put(BigDecimal value, CopyBuffer out) {
        var scale = Math.max(0, value.scale());
        // The point must lie between two digits to the base 10,000.
        var aligned = (scale + DIGITS - 1) / DIGITS * DIGITS;
        var unscaled = value.setScale(aligned, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .abs();
        var digits = digits(unscaled);
        var first = 0;
        while (first < digits.length && digits[first] == 0) {
            first++;
        }
        var last = digits.length;
        while (last > first && digits[last - 1] == 0) {
            last--;
        }
        var weight = digits.length - first - aligned / DIGITS - 1;
        out.value(HEADER + (last - first) * Short.BYTES);
        out.int2(last - first);
        out.int2(last == first ? 0 : weight);
        out.int2(value.signum() < 0 ? NEGATIVE : 0);
        out.int2(scale);
        for (var i = first; i < last; i++) {
            out.int2(digits[i]);
        }
    }

    private static int[] digits(BigInteger unscaled) {
        var decimals = unscaled.toString();
        var digits = new int[(decimals.length() + DIGITS - 1) / DIGITS];
        var end = decimals.length();
        for (var i = digits.length - 1; i >= 0; i--) {
            digits[i] = Integer.parseInt(decimals, Math.max(0, end - DIGITS), end, 10);
            end -= DIGITS;
        }
        return digits;
    }
}
