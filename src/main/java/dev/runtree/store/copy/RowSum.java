package dev.runtree.store.copy;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a table holds, in a few bytes: how many rows, and a sum over their digests that is the same in whatever order they
 * come, so that rows may be read back from where they were put.
 */
public final class RowSum {
    private final MessageDigest sha;
    private final byte[] digest = new byte[32];
    private long rows;
    private long bytes;
    private long high;
    private long low;

    public RowSum() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public void add(byte[] line) {
        sha.update(line);
        try {
            sha.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        var buffer = ByteBuffer.wrap(digest);
        high += buffer.getLong();
        low += buffer.getLong();
        rows++;
        bytes += line.length;
    }

    public long rows() {
        return rows;
    }

    /** Bytes of all lines. */
    public long bytes() {
        return bytes;
    }

    /** 32 hex digits. */
    public String text() {
        var hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    /** Whether both have seen the same rows. */
    public boolean isOf(RowSum other) {
        return rows == other.rows && high == other.high && low == other.low;
    }
}
