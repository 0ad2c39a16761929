package dev.runtree.otlp.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A JSON body whose text can be read to its end: one string that is not UTF-8 would end the reading of all that follows, so
 * it has U+FFFD where it is broken.
 */
final class JsonText {
    private static final int STEP = 8192;

    private final byte[] bytes;
    private final boolean isMended;

    private JsonText(byte[] bytes, boolean isMended) {
        this.bytes = bytes;
        this.isMended = isMended;
    }

    static JsonText of(byte[] body) {
        if (isWide(body) || isUtf8(body)) {
            return new JsonText(body, false);
        }
        return new JsonText(new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), true);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether a U+FFFD in it may stand for what was broken. */
    boolean isMended() {
        return isMended;
    }

    /** Whether it is in UTF-16 or UTF-32, which the parser knows by the same signs. */
    private static boolean isWide(byte[] body) {
        return body.length >= 2 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xfe || body[0] == (byte) 0xff);
    }

    private static boolean isUtf8(byte[] body) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(body);
        var out = CharBuffer.allocate(STEP);
        while (true) {
            var result = decoder.decode(in, out, true);
            if (!result.isOverflow()) {
                return result.isUnderflow();
            }
            out.clear();
        }
    }
}
