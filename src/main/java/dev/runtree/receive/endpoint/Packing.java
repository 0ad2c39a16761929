package dev.runtree.receive.endpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** How a body is packed. */
enum Packing {
    NONE,
    GZIP,
    DEFLATE;

    /** What is refused says which ones are understood. */
    static final String KNOWN = "gzip, deflate, identity";

    private static final int STEP = 64 * 1024;

    /**
     * The packing that a header names; none without one.
     *
     * @throws Refused for one that is not understood
     */
    static Packing of(@Nullable String name) {
        if (name == null) {
            return NONE;
        }
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> NONE;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> throw new Refused(Why.NOT_SUPPORTED, "Not packed in a known way: " + name + ". Known: " + KNOWN);
        };
    }

    /**
     * Unpacks a body, and gives back the room of the packed one.
     *
     * @throws Refused when it is too large unpacked, told while it is unpacked, or not packed like that
     */
    byte[] unpack(byte[] packed, Limits limits, Room.Share share) {
        if (this == NONE || packed.length == 0) {
            return packed;
        }
        try (var in = open(packed)) {
            var whole = readAll(in, limits, share);
            share.giveBack(packed.length);
            return whole;
        } catch (ZipException | EOFException e) {
            throw new Refused(Why.UNREADABLE, "The body is not whole " + name().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new Refused(Why.UNREADABLE, "The body cannot be unpacked: " + e.getMessage());
        }
    }

    private InputStream open(byte[] packed) throws IOException {
        var in = new ByteArrayInputStream(packed);
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, STEP);
            case DEFLATE -> inflating(in, new Inflater(!hasZlibHeader(packed)));
        };
    }

    private static InputStream inflating(InputStream in, Inflater inflater) {
        return new InflaterInputStream(in, inflater, STEP) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end(); // its memory is not the heap's
            }
        };
    }

    /** HTTP's deflate has the two bytes of zlib in front, but some senders leave them out. */
    private static boolean hasZlibHeader(byte[] packed) {
        return packed.length >= 2
                && (packed[0] & 0x0f) == 8
                && ((packed[0] & 0xff) << 8 | (packed[1] & 0xff)) % 31 == 0;
    }

    private static byte[] readAll(InputStream in, Limits limits, Room.Share share) throws IOException {
        var out = new ByteArrayOutputStream(STEP);
        var step = new byte[STEP];
        int read;
        while ((read = in.read(step)) > 0) {
            if (out.size() + (long) read > limits.body()) {
                throw Refused.tooLarge(limits);
            }
            share.take(read);
            out.write(step, 0, read);
        }
        return out.toByteArray();
    }
}
