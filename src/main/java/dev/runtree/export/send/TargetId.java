package dev.runtree.export.send;

import dev.runtree.export.target.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** What a target is called in a database: two homes may call different back ends by one name. */
public final class TargetId {
    private static final int BYTES = 4;

    private TargetId() {}

    /** The name, and a digest of where it goes; with another project or region it is another target, which has got nothing. */
    public static String of(Target target) {
        var where = target.preset().word() + new TreeMap<>(target.answers());
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(where.getBytes(StandardCharsets.UTF_8));
            return target.name() + "@" + HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
