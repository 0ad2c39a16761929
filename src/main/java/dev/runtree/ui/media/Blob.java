package dev.runtree.ui.media;

import dev.runtree.model.Part;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** What was sent along. */
public final class Blob {
    private final String type;
    private final byte[] bytes;

    public Blob(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Such as {@code image/png}: what its first bytes say, else what its sender says; empty when nobody does. */
    public String type() {
        return type;
    }

    /** Its content, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether a part holds its content, rather than saying where it lies. */
    public static boolean isHeld(Part.Media media) {
        return media.uri().regionMatches(true, 0, "data:", 0, 5);
    }

    /** How many bytes a part holds, near enough, without decoding it. */
    public static long size(Part.Media media) {
        var comma = media.uri().indexOf(',');
        var length = media.uri().length() - comma - 1L;
        return isBase64(media.uri(), comma) ? length / 4 * 3 : length;
    }

    private static boolean isBase64(String uri, int comma) {
        return comma > 0 && uri.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64");
    }

    /** The content of a part; empty when it holds none, or none that can be decoded. */
    public static Optional<Blob> of(Part.Media media) {
        if (!isHeld(media)) {
            return Optional.empty();
        }
        var comma = media.uri().indexOf(',');
        if (comma < 0) {
            return Optional.empty();
        }
        var data = media.uri().substring(comma + 1);
        try {
            var bytes = isBase64(media.uri(), comma) ? base64(data) : text(data);
            return Optional.of(new Blob(type(bytes, media, comma), bytes));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** In either alphabet, with or without line breaks and padding. */
    private static byte[] base64(String data) {
        return Base64.getMimeDecoder().decode(data.replace('-', '+').replace('_', '/'));
    }

    private static byte[] text(String data) {
        return URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String type(byte[] bytes, Part.Media media, int comma) {
        var magic = magic(bytes);
        if (!magic.isEmpty()) {
            return magic;
        }
        var said = media.uri().substring(5, comma).split(";", 2)[0].strip();
        return !said.isEmpty() ? said : media.mimeType() == null ? "" : media.mimeType();
    }

    private static String magic(byte[] bytes) {
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        if (starts(bytes, 0, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        if (starts(bytes, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F')) {
            return starts(bytes, 8, 'W', 'A', 'V', 'E')
                    ? "audio/wav"
                    : starts(bytes, 8, 'W', 'E', 'B', 'P') ? "image/webp" : "";
        }
        if (starts(bytes, 0, '%', 'P', 'D', 'F')) {
            return "application/pdf";
        }
        return starts(bytes, 0, 'B', 'M') && bytes.length > 26 ? "image/bmp" : "";
    }

    private static boolean starts(byte[] bytes, int at, int... wanted) {
        for (var i = 0; i < wanted.length; i++) {
            if (at + i >= bytes.length || (bytes[at + i] & 0xff) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** What a file of this type is called at its end: {@code .png}. */
    public String extension() {
        return switch (type) {
            case "image/jpeg" -> ".jpg";
            case "image/svg+xml" -> ".svg";
            case "audio/wav", "audio/x-wav", "audio/wave" -> ".wav";
            case "audio/mpeg" -> ".mp3";
            case "text/plain" -> ".txt";
            default -> {
                var end = type.substring(type.indexOf('/') + 1);
                yield end.matches("[a-z0-9]{2,5}") ? "." + end : ".bin";
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob blob && type.equals(blob.type) && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return type + ", " + bytes.length + " bytes";
    }
}
