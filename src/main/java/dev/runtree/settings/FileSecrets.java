package dev.runtree.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
        var all = all();
        all.put(name, secret);
        save(all);
    }

    @Override
    public void delete(String name) {
        var all = all();
        if (all.remove(name) != null) {
            save(all);
        }
    }

    @Override
    public String place() {
        return file.toString();
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

    private void save(Map<String, String> all) {
        try {
            OwnerOnly.folder(home.root());
            OwnerOnly.write(file, JSON.writeValueAsString(all));
        } catch (IOException e) {
            throw new SettingsException("Cannot save the password in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }
}
