package dev.runtree.store;

import dev.runtree.model.rollup.Histogram;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Histograms as PostgreSQL writes arrays: {@code [72:74]={1,0,2}}, or without subscripts when the first is 1. */
final class HistogramText {
    private static final int ROOM = 64;

    private final String text;
    private int at;
    private int first;
    private long[] sum = new long[0];

    private HistogramText(String text) {
        this.text = text;
    }

    static String of(Histogram durations) {
        if (durations.isEmpty()) {
            return "{}";
        }
        var counts = durations.counts();
        var numbers = new StringBuilder();
        IntStream.range(0, counts.length)
                .forEach(i -> numbers.append(i == 0 ? "" : ",").append(counts[i]));
        return "[" + durations.first() + ":" + (durations.first() + counts.length - 1) + "]={" + numbers + "}";
    }

    /** @param texts any number of histograms with spaces in between */
    static Histogram sum(String texts) {
        var reader = new HistogramText(texts);
        while (reader.at < texts.length()) {
            reader.addNext();
        }
        return Histogram.of(reader.first, reader.sum);
    }

    private void addNext() {
        var place = 1;
        if (text.charAt(at) == '[') {
            at++;
            place = (int) number();
            at = text.indexOf('{', at);
        }
        at++;
        while (text.charAt(at) != '}') {
            add(place++, number());
            if (text.charAt(at) == ',') {
                at++;
            }
        }
        at += 2;
    }

    private long number() {
        var negative = text.charAt(at) == '-';
        if (negative) {
            at++;
        }
        var number = 0L;
        for (; Character.isDigit(text.charAt(at)); at++) {
            number = number * 10 + (text.charAt(at) - '0');
        }
        return negative ? -number : number;
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
