package dev.runtree.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Passwords in a file that only its owner can read: for machines without a key store. */
final class FileSecrets implements Secrets {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RuntreeHome home;
    private final Path file;

    FileSecrets(RuntreeHome home) {
        this.home = home;
        this.file = home.root().resolve("passwords.json");
    }

    @Override
    public @Nullable String read(String name) {
        return all().get(name);
    }

    @Override
    public void write(String name, String secret) {
        change(all -> {
            all.put(name, secret);
            return true;
        });
    }

    @Override
    public void delete(String name) {
        if (Files.exists(file)) {
            change(all -> all.remove(name) != null);
        }
    }

    @Override
    public String place() {
        return file.toString();
    }

    /** One at a time, so that no program loses what another saves. */
    private void change(Predicate<Map<String, String>> change) {
        OwnerOnly.folder(home.root());
        try (var _ = Gate.enter(file.resolveSibling("passwords.lock"))) {
            var all = all();
            if (change.test(all)) {
                save(all);
            }
        } catch (IOException e) {
            throw new SettingsException("Cannot save the password in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }

    private Map<String, String> all() {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try {
            if (!OwnerOnly.holds(file)) {
                throw new SettingsException("Others than you can read the passwords in " + file + ". chmod 0600 it.");
            }
            return JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, String>>() {});
        } catch (IOException e) {
            // Without the cause: a parser's message quotes what it could not read.
            throw new SettingsException(
                    "Cannot read the saved passwords in " + file + ". Delete the file, and type the passwords again.");
        }
    }

    private void save(Map<String, String> all) throws IOException {
        OwnerOnly.write(file, JSON.writeValueAsString(all));
    }
}
