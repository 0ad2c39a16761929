package dev.runtree.store;

import dev.runtree.settings.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** A generated password, in a file that only its owner reads. */
final class PasswordFile {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private PasswordFile() {}

    /** Makes a new password and keeps it in the file. It needs no quoting, neither in SQL nor in a URL. */
    static String create(Path file) throws IOException {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        OwnerOnly.write(file, password + "\n");
        return password;
    }

    /** @throws StoreException when the file is gone or holds something else than {@link #create} wrote */
    static String read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException e) {
            throw new StoreException(
                    "The password of the embedded database is gone: there is no " + file
                            + ". Put the file back from a backup; the data needs it.",
                    e);
        }
        if (!FORM.matcher(text).matches()) {
            throw new StoreException("The password file of the embedded database holds something else: " + file
                    + ". Put the file back from a backup; the data needs it.");
        }
        return text;
    }
}
