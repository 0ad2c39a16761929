package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.HexFormat;

/** The bytes of an id in JSON: hex as OTLP asks, base64 as protobuf's own JSON has it, else the text's own bytes. */
public final class JsonIds {
    private JsonIds() {}

    public static ByteString bytes(String text, int length) {
        if (text.endsWith("=") && text.length() == 4 * ((length + 2) / 3)) {
            try {
                return ByteString.copyFrom(Base64.getDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                return ByteString.copyFromUtf8(text);
            }
        }
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            return ByteString.copyFromUtf8(text);
        }
    }
}
