package dev.runtree.compare.steps;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * What tells a value from others, however large it is: 16 bytes of a digest over its meaning. The ids and moments in it stand
 * apart, because only when both runs are read it is known which of them belong to one run alone.
 */
final class Print {
    private static final int MOST_LEAVES = 24;
    private static final Print[] NO_PARTS = {};

    private final long high;
    private final long low;
    private final Mark[] marks;
    private final Print[] parts;
    private final int[] leaves;

    /**
     * @param marks ids and moments in their order
     * @param parts of a sequence those that have marks
     * @param leaves digests of what single members hold, to see how near two values are; the first few, rising
     */
    private Print(byte[] digest, Mark[] marks, Print[] parts, int[] leaves) {
        var numbers = ByteBuffer.wrap(digest);
        high = numbers.getLong();
        low = numbers.getLong();
        this.marks = marks;
        this.parts = parts;
        this.leaves = leaves;
    }

    static Print of(String text, OwnMarks own) {
        var marks = new ArrayList<Mark>();
        var leaves = new ArrayList<Integer>();
        var told = new int[1];
        var meaning = new Canonical(value -> own.marked(value, marks::add), leaf -> {
                    if (leaves.size() < MOST_LEAVES) {
                        leaves.add(leaf + ofOthers(marks, told[0]));
                    }
                    told[0] = marks.size();
                })
                .of(text);
        return new Print(
                sha256(meaning),
                marks.toArray(Mark[]::new),
                NO_PARTS,
                leaves.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    /** Moments that are not the run's own tell one value from others as any other text does. */
    private static int ofOthers(List<Mark> marks, int from) {
        return marks.subList(from, marks.size()).stream()
                .filter(mark -> mark.kind() == Mark.Kind.OTHER_MOMENT)
                .mapToInt(mark -> Long.hashCode(mark.key()))
                .sum();
    }

    /** Of several values in their order. */
    static Print of(List<Print> parts) {
        var bytes = ByteBuffer.allocate(2 * Long.BYTES * parts.size());
        parts.forEach(part -> bytes.putLong(part.high).putLong(part.low));
        return new Print(
                sha256(bytes.array()),
                new Mark[0],
                parts.stream().filter(part -> part.marks.length > 0).toArray(Print[]::new),
                new int[0]);
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    List<Mark> marks() {
        return Arrays.asList(marks);
    }

    List<Print> parts() {
        return Arrays.asList(parts);
    }

    /** Gives the marks of it and of its parts. */
    void eachMark(Consumer<Mark> to) {
        marks().forEach(to);
        parts().forEach(part -> part.eachMark(to));
    }

    /** By this an id or a moment is known again in the other run. */
    static long key(String text) {
        return ByteBuffer.wrap(sha256(text)).getLong();
    }

    /** A short name for a text, other for any other text. */
    static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    /** How many members are the same. */
    int alike(Print other) {
        var count = 0;
        for (int i = 0, j = 0; i < leaves.length && j < other.leaves.length; ) {
            var order = Integer.compare(leaves[i], other.leaves[j]);
            count += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return count;
    }

    /** Half of a character has no form in UTF-8 that tells it from others. */
    private static Charset charset(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return StandardCharsets.UTF_16LE;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static byte[] sha256(String text) {
        return sha256(text.getBytes(charset(text)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
