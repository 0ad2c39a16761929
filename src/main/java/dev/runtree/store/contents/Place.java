package dev.runtree.store.contents;

import java.util.UUID;

/**
 * Where a piece lies.
 *
 * @param content the hash of a row of {@code runtree_contents}
 * @param from the number of the character that it begins with, counted from one; 0 when it is the whole content
 * @param length in characters, which are code points as PostgreSQL counts them
 * @param lead what stands in the content between it and the piece before, when both came beside each other; else empty
 */
public record Place(UUID content, int from, int length, String lead) {
    static final int WHOLE = 0;

    /** Of a piece that has a content for itself. */
    public static Place whole(UUID content) {
        return new Place(content, WHOLE, 0, "");
    }

    /** Whether this one and the text before it go on where another ends. */
    boolean follows(Place other, String textBetween) {
        return !lead.isEmpty()
                && content.equals(other.content)
                && other.from + other.length + length(lead) == from
                && lead.equals(textBetween);
    }

    /** From here to the end of one that follows. */
    Place upTo(Place following) {
        return new Place(content, from, following.from + following.length - from, lead);
    }

    /** What stands in a span's text for it. */
    String reference(int content) {
        return from == WHOLE ? Integer.toString(content) : content + ":" + from + ":" + length;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
