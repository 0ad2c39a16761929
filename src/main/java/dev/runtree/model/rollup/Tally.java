package dev.runtree.model.rollup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;

/** Amounts that grow while a trace is walked through. Sums that a {@code long} cannot hold are kept all the same. */
final class Tally {
    private static final int ROOM = 16;

    private final long[] small;
    private final BigDecimal[] large;
    private int first;
    private long[] counts = new long[0];

    Tally(int size) {
        small = new long[size];
        large = new BigDecimal[size];
        Arrays.fill(large, BigDecimal.ZERO);
    }

    void add(int at, long more) {
        var sum = small[at] + more;
        if (((small[at] ^ sum) & (more ^ sum)) < 0) {
            large[at] = large[at].add(BigDecimal.valueOf(small[at]));
            sum = more;
        }
        small[at] = sum;
    }

    void add(int at, BigDecimal more) {
        large[at] = large[at].add(more);
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
        var numbers = new ArrayList<BigDecimal>(small.length);
        for (var i = 0; i < small.length; i++) {
            numbers.add(large[i].add(BigDecimal.valueOf(small[i])));
        }
        return new Amounts(numbers, Histogram.of(first, counts));
    }
}
