package dev.runtree.ui.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;

/** Writes an image as PNG: 8 bits a channel, without transparency. JavaFX itself has no writer, and AWT is not shipped. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] TRUE_COLOUR = {8, 2, 0, 0, 0};

    private Png() {}

    static void write(Image image, OutputStream out) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        out.write(SIGNATURE);
        chunk(out, "IHDR", data -> {
            data.writeInt(width);
            data.writeInt(height);
            data.write(TRUE_COLOUR);
        });
        chunk(out, "IDAT", data -> pixels(image, width, height, data));
        chunk(out, "IEND", data -> {});
    }

    private static void pixels(Image image, int width, int height, OutputStream out) throws IOException {
        var reader = image.getPixelReader();
        var deflater = new DeflaterOutputStream(out);
        byte[] row = new byte[1 + width * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour = reader.getArgb(x, y);
                row[1 + x * 3] = (byte) (colour >> 16);
                row[2 + x * 3] = (byte) (colour >> 8);
                row[3 + x * 3] = (byte) colour;
            }
            deflater.write(row);
        }
        deflater.finish();
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private static void chunk(OutputStream out, String type, Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        data.write(type.getBytes(StandardCharsets.US_ASCII));
        content.write(data);
        byte[] chunk = bytes.toByteArray();
        var crc = new CRC32();
        crc.update(chunk);
        var framed = new DataOutputStream(out);
        framed.writeInt(chunk.length - 4);
        framed.write(chunk);
        framed.writeInt((int) crc.getValue());
    }
}
