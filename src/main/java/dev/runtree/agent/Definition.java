package dev.runtree.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where something that can be run is described, so that a run of it that waits can be taken up by whoever has the same file.
 *
 * @param file absolute
 * @param digest of what it and the files that it names said, SHA-256 in hexadecimal, and behind a space the model that was used in place of its own
 */
public record Definition(Path file, String digest) {

    /**
     * @param model in place of the file's, or {@code null}
     * @param named files that it names, directly or not
     */
    static Definition of(Path file, @Nullable String model, Collection<Path> named) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var digest = sha.digest(Files.readAllBytes(file));
            for (var other : named) {
                sha.update(digest);
                digest = sha.digest(Files.readAllBytes(other));
            }
            var hex = HexFormat.of().formatHex(digest);
            return new Definition(file.toAbsolutePath().normalize(), model == null ? hex : hex + " " + model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The model that a digest names; {@code null} when it was the file's own. */
    public static @Nullable String modelOf(String digest) {
        var space = digest.indexOf(' ');
        return space < 0 ? null : digest.substring(space + 1);
    }
}
