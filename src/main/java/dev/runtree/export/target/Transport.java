package dev.runtree.export.target;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is otherwise than a preset has it.
 *
 * @param protocol {@code null} for the preset's
 * @param path in place of the preset's, such as {@code /v1/traces}
 * @param gzip {@code null} for the preset's
 * @param headers the names of headers of the user's own; their values are secrets, see {@link Target#secretOf}
 */
public record Transport(
        @Nullable Protocol protocol,
        @Nullable String path,
        @Nullable Boolean gzip,
        List<String> headers,
        Tls tls) {
    /** As the preset has it. */
    public static final Transport USUAL = new Transport(null, null, null, List.of(), Tls.NONE);

    public Transport {
        headers = headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
