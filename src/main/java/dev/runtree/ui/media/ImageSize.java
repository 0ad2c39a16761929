package dev.runtree.ui.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** How large an image says that it is, read from its first bytes without decoding it. */
public record ImageSize(long width, long height) {

    /** Empty when it is none of PNG, JPEG, GIF and BMP, or broken. */
    static Optional<ImageSize> of(Blob blob) {
        var bytes = ByteBuffer.wrap(blob.bytes());
        try {
            return switch (blob.type()) {
                case "image/png" -> size(bytes.getInt(16) & 0xffffffffL, bytes.getInt(20) & 0xffffffffL);
                case "image/gif" -> gif(bytes.order(ByteOrder.LITTLE_ENDIAN), FirstFrame.begins(blob.bytes()));
                case "image/bmp" -> {
                    bytes.order(ByteOrder.LITTLE_ENDIAN);
                    yield size(Math.abs((long) bytes.getInt(18)), Math.abs((long) bytes.getInt(22)));
                }
                case "image/jpeg" -> jpeg(bytes);
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException broken) {
            return Optional.empty();
        }
    }

    private static Optional<ImageSize> size(long width, long height) {
        return width > 0 && height > 0 ? Optional.of(new ImageSize(width, height)) : Optional.empty();
    }

    /**
     * The screen that it says it is for, or its first picture where that goes beyond it.
     *
     * @param at where that begins; -1 for none
     */
    private static Optional<ImageSize> gif(ByteBuffer bytes, int at) {
        var width = bytes.getShort(6) & 0xffff;
        var height = bytes.getShort(8) & 0xffff;
        if (at < 0) {
            return size(width, height);
        }
        var right = (bytes.getShort(at + 1) & 0xffff) + (bytes.getShort(at + 5) & 0xffff);
        var bottom = (bytes.getShort(at + 3) & 0xffff) + (bytes.getShort(at + 7) & 0xffff);
        return size(Math.max(width, right), Math.max(height, bottom));
    }

    /** Goes from segment to segment up to the frame's header. */
    private static Optional<ImageSize> jpeg(ByteBuffer bytes) {
        for (var at = 2; ; ) {
            if ((bytes.get(at) & 0xff) != 0xff) {
                return Optional.empty();
            }
            var marker = bytes.get(at + 1) & 0xff;
            if (marker == 0xff) {
                at++;
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return size(bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff);
            } else if ((marker >= 0xd0 && marker <= 0xd9) || marker == 1) {
                at += 2;
            } else {
                at += 2 + Math.max(2, bytes.getShort(at + 2) & 0xffff);
            }
        }
    }

    long pixels() {
        return width * height;
    }
}
