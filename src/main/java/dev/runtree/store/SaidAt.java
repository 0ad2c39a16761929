package dev.runtree.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Where a phrase is said in a text, so that it can be told of any part of the text without looking into it again. */
final class SaidAt {
    /** Of each piece of the phrase. */
    private final List<Places> pieces;

    private SaidAt(List<Places> pieces) {
        this.pieces = pieces;
    }

    /** Where a piece begins and ends, in characters as a database counts them, those that begin first in front. */
    private static final class Places {
        private final int[] starts;
        private final int[] ends;

        private Places(int[] starts, int[] ends) {
            this.starts = starts;
            this.ends = ends;
        }

        static Places of(Pattern piece, String text) {
            var starts = new int[8];
            var ends = new int[8];
            var size = 0;
            var found = piece.matcher(text);
            for (var at = 0; at <= text.length() && found.find(at); at = found.start() + 1) {
                if (size == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * size);
                    ends = Arrays.copyOf(ends, 2 * size);
                }
                starts[size] = found.start();
                ends[size++] = found.end();
            }
            return new Places(Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
        }

        /** Java counts what is beyond the first 65,536 characters of Unicode twice. */
        Places countedAsCharacters(String text) {
            return new Places(counted(starts, text), counted(ends, text));
        }

        private static int[] counted(int[] units, String text) {
            var counted = new int[units.length];
            for (var i = 0; i < units.length; i++) {
                counted[i] = i == 0
                        ? text.codePointCount(0, units[0])
                        : counted[i - 1] + distance(text, units[i - 1], units[i]);
            }
            return counted;
        }

        private static int distance(String text, int from, int to) {
            return from <= to ? text.codePointCount(from, to) : -text.codePointCount(to, from);
        }

        /** The end of the first one from a place on; -1 when there is none. */
        int endFrom(int place) {
            var found = Arrays.binarySearch(starts, place);
            var at = found < 0 ? -found - 1 : found;
            return at < starts.length ? ends[at] : -1;
        }
    }

    static SaidAt of(Phrase phrase, String text) {
        var pieces = new ArrayList<Places>();
        var isCountedAlike = text.codePointCount(0, text.length()) == text.length();
        for (var piece : phrase.pieces()) {
            if (!piece.isEmpty()) {
                var places = Places.of(Pattern.compile(piece, Pattern.CASE_INSENSITIVE), text);
                pieces.add(isCountedAlike ? places : places.countedAsCharacters(text));
            }
        }
        return new SaidAt(pieces);
    }

    boolean isAnywhere() {
        return isWithin(0, Integer.MAX_VALUE);
    }

    /** @param end behind the last character of the part */
    boolean isWithin(int first, int end) {
        var at = first;
        for (var piece : pieces) {
            at = piece.endFrom(at);
            if (at < 0 || at > end) {
                return false;
            }
        }
        return true;
    }
}
