package dev.runtree.receive;

/**
 * What one import takes at most, so that a hostile archive ends in a message and not in a full memory.
 *
 * @param bodyBytes what is held in memory at once: a body up to this size, of a larger one some of its spans; a single span or
 *     line may not be larger
 * @param unpackedBytes all that one named file unpacks to
 * @param nesting how deep archives may lie in archives
 * @param batchSpans spans handed on at once
 */
public record ImportLimits(int bodyBytes, long unpackedBytes, int nesting, int batchSpans) {
    private static final int MIB = 1 << 20;

    /** Pieces of up to 64 MiB, or a sixteenth of the memory where that is less. */
    public static final ImportLimits DEFAULT =
            new ImportLimits(bodyFor(Runtime.getRuntime().maxMemory()), 16L << 30, 3, 2_000);

    private static int bodyFor(long memory) {
        return Math.clamp(memory / 16 / MIB, 8, 64) * MIB;
    }

    /** The limit on what is held in memory, in words. */
    String body() {
        return words(bodyBytes);
    }

    String unpacked() {
        return words(unpackedBytes);
    }

    private static String words(long bytes) {
        if (bytes < MIB || bytes % MIB != 0) {
            return bytes + " bytes";
        }
        return bytes % (1024L * MIB) == 0 ? bytes / MIB / 1024 + " GiB" : bytes / MIB + " MiB";
    }
}
