package dev.runtree.export.target;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files in PEM for an encrypted connection.
 *
 * @param ca whom to trust in place of the system's authorities
 * @param certificate who one is oneself, for targets that ask
 * @param key of that certificate
 */
public record Tls(
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key) {
    public static final Tls NONE = new Tls(null, null, null);

    public boolean isNone() {
        return equals(NONE);
    }
}
