package dev.runtree.model.rollup;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Amounts that grow while a trace is walked through. */
final class Tally {
    private static final int ROOM = 16;

    private final BigDecimal[] numbers;
    private int first;
    private long[] counts = new long[0];

    Tally(int size) {
        numbers = new BigDecimal[size];
        Arrays.fill(numbers, BigDecimal.ZERO);
    }

    void add(List<BigDecimal> more) {
        for (var i = 0; i < numbers.length; i++) {
            if (more.get(i).signum() != 0) {
                numbers[i] = numbers[i].add(more.get(i));
            }
        }
    }

    void addDuration(long micros) {
        var place = Histogram.place(micros);
        if (counts.length == 0) {
            first = place;
            counts = new long[1];
        } else if (place < first) {
            var grown = new long[counts.length + first - place];
            System.arraycopy(counts, 0, grown, first - place, counts.length);
            counts = grown;
            first = place;
        } else if (place >= first + counts.length) {
            counts = Arrays.copyOf(counts, place - first + ROOM);
        }
        counts[place - first]++;
    }

    Amounts amounts() {
        return new Amounts(List.of(numbers), Histogram.of(first, counts));
    }
}
