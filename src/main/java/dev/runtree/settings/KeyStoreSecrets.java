package dev.runtree.settings;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passwords in the system's key store: Keychain, the Credential Manager, the Secret Service or KWallet. */
final class KeyStoreSecrets implements Secrets {
    private static final String PRODUCT = "runtree";
    private static final Logger log = LoggerFactory.getLogger(KeyStoreSecrets.class);

    private final Keyring keyring;

    private KeyStoreSecrets(Keyring keyring) {
        this.keyring = keyring;
    }

    /** {@code null} where there is none: on a machine without a desktop this neither waits nor says anything. */
    static @Nullable KeyStoreSecrets find(Map<String, String> environment) {
        if (!mayExist(environment)) {
            return null;
        }
        try {
            return new KeyStoreSecrets(Keyring.create());
        } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
            log.info("No key store can be used, passwords go to a file: {}", e.toString());
            return null;
        }
    }

    /** On Linux it is reached over the session's message bus; asking for it without one takes seconds to fail. */
    private static boolean mayExist(Map<String, String> environment) {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return true;
        }
        var runtime = environment.get("XDG_RUNTIME_DIR");
        return environment.containsKey("DBUS_SESSION_BUS_ADDRESS")
                || (runtime != null && Files.exists(Path.of(runtime, "bus")));
    }

    @Override
    public @Nullable String read(String name) {
        try {
            return keyring.getPassword(PRODUCT, name);
        } catch (PasswordAccessException | RuntimeException e) {
            log.info("The key store gives no password for {}: {}", name, e.toString());
            return null;
        }
    }

    @Override
    public void write(String name, String secret) {
        try {
            keyring.setPassword(PRODUCT, name, secret);
        } catch (PasswordAccessException | RuntimeException e) {
            throw new SettingsException(
                    "The system's key store does not take the password: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            keyring.deletePassword(PRODUCT, name);
        } catch (PasswordAccessException | RuntimeException e) {
            log.info("The key store deletes no password for {}: {}", name, e.toString());
        }
    }

    @Override
    public String place() {
        return "the system's key store";
    }
}
