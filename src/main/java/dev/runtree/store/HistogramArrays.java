package dev.runtree.store;

import dev.runtree.model.rollup.Histogram;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Histograms as PostgreSQL's arrays of integers: written as text with their subscripts, {@code [72:74]={1,0,2}}, and read in
 * its binary form, which it makes much faster than text.
 */
final class HistogramArrays {
    private static final int ROOM = 64;

    private final ByteBuffer in;
    private int first;
    private long[] sum = new long[0];

    private HistogramArrays(ByteBuffer in) {
        this.in = in;
    }

    static String text(Histogram durations) {
        if (durations.isEmpty()) {
            return "{}";
        }
        var counts = durations.counts();
        return "[" + durations.first() + ":" + (durations.first() + counts.length - 1) + "]="
                + Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(",", "{", "}"));
    }

    /** @param arrays any number of results of {@code array_send}, one behind the other */
    static Histogram sum(byte[] arrays) {
        var reader = new HistogramArrays(ByteBuffer.wrap(arrays));
        while (reader.in.hasRemaining()) {
            reader.addNext();
        }
        return Histogram.of(reader.first, reader.sum);
    }

    /** Dimensions, a flag, the type; of the one dimension its length and first subscript; of each element its size before it. */
    private void addNext() {
        var dimensions = in.getInt();
        in.getInt();
        in.getInt();
        if (dimensions == 0) {
            return;
        }
        var length = in.getInt();
        var from = in.getInt();
        for (var place = from; place < from + length; place++) {
            in.getInt();
            add(place, in.getInt());
        }
    }

    private void add(int place, long count) {
        if (sum.length == 0) {
            first = place;
            sum = new long[ROOM];
        } else if (place < first) {
            var grown = new long[sum.length + first - place + ROOM];
            System.arraycopy(sum, 0, grown, first - place + ROOM, sum.length);
            sum = grown;
            first = place - ROOM;
        } else if (place >= first + sum.length) {
            sum = Arrays.copyOf(sum, place - first + ROOM);
        }
        sum[place - first] += count;
    }
}
