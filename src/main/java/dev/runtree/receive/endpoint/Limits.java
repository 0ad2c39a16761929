package dev.runtree.receive.endpoint;

/**
 * How much the endpoint takes, in bytes.
 *
 * @param body the longest body, as sent and unpacked
 * @param waiting of all bodies together that are being read, decoded or stored
 */
public record Limits(long body, long waiting) {
    private static final long MIB = 1L << 20;

    /** A body of 64 MiB, and 192 MiB of them at a time. */
    public static final Limits DEFAULT = ofBody(64 * MIB);

    public Limits {
        if (body < 1 || body > Integer.MAX_VALUE / 2 || waiting < 2 * body) {
            throw new IllegalArgumentException("body=" + body + ", waiting=" + waiting);
        }
    }

    /**
     * Limits for bodies of this length: the longest one, packed and unpacked, finds room beside others.
     *
     * @throws IllegalArgumentException when no byte array is so long
     */
    public static Limits ofBody(long body) {
        return new Limits(body, Math.max(3 * body, 64 * MIB));
    }
}
