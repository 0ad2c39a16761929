package dev.runtree.settings;

import org.jspecify.annotations.Nullable;

/** Keeps the passwords that a user chose to save. */
sealed interface Secrets permits KeyStoreSecrets, FileSecrets {

    @Nullable String read(String name);

    void write(String name, String secret);

    void delete(String name);

    /** Where they are, for the window to say: {@code the system's key store}, or a file. */
    String place();
}
