package dev.runtree.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that a user chose to save, each under a name: in the system's key store or, where there is none or it refuses, in a
 * file that only its owner can read.
 */
public final class SavedSecrets {
    private final Map<String, String> environment;
    private final FileSecrets file;
    private @Nullable Secrets found;

    public SavedSecrets(RuntreeHome home) {
        this(System.getenv(), home);
    }

    SavedSecrets(Map<String, String> environment, RuntreeHome home) {
        this.environment = environment;
        this.file = new FileSecrets(home);
    }

    /** {@code null} when there is none of that name. */
    public @Nullable String read(String name) {
        var secret = secrets().read(name);
        return secret != null ? secret : file.read(name);
    }

    /**
     * Saves one, in place of an earlier one.
     *
     * @throws SettingsException when it cannot be saved anywhere
     */
    public void save(String name, String secret) {
        try {
            secrets().write(name, secret);
        } catch (SettingsException e) {
            if (secrets() == file) {
                throw e;
            }
            file.write(name, secret);
        }
    }

    /** Forgets one, wherever it was saved. */
    public void forget(String name) {
        secrets().delete(name);
        file.delete(name);
    }

    /** Where {@link #save} puts them, in words for the user. */
    public String place() {
        return secrets().place();
    }

    private synchronized Secrets secrets() {
        if (found == null) {
            var keyStore = KeyStoreSecrets.find(environment);
            found = keyStore != null ? keyStore : file;
        }
        return found;
    }
}
