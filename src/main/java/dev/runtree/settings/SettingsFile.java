package dev.runtree.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings on disk: one JSON file, written as a whole. One that cannot be read is kept beside and defaults are used. */
public final class SettingsFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final Logger log = LoggerFactory.getLogger(SettingsFile.class);

    private final RuntreeHome home;
    private final Path file;

    public SettingsFile(RuntreeHome home) {
        this.home = home;
        this.file = home.settingsFile();
    }

    /** The settings; the defaults where there are none yet, or none that can be read. */
    public Settings load() {
        try {
            return JSON.readValue(Files.readString(file), Stored.class).settings();
        } catch (NoSuchFileException e) {
            return Settings.DEFAULT;
        } catch (IOException | RuntimeException e) {
            setAside(e);
            return Settings.DEFAULT;
        }
    }

    /** @throws SettingsException when the file cannot be written */
    public void save(Settings settings) {
        try {
            OwnerOnly.folder(home.root());
            OwnerOnly.write(file, JSON.writeValueAsString(Stored.of(settings)) + "\n");
        } catch (IOException e) {
            throw new SettingsException("Cannot save the settings in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }

    private void setAside(Exception why) {
        var bad = file.resolveSibling(file.getFileName() + ".bad");
        log.warn("The settings in {} cannot be read; they are kept in {} and defaults are used", file, bad, why);
        try {
            Files.move(file, bad, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("Cannot move {}", file, e);
        }
    }

    /** The form on disk, in which anything may be missing. */
    private record Stored(
            @Nullable ThemeChoice theme,
            @Nullable List<ConnectionProfile> profiles,
            @Nullable String lastProfile,
            @Nullable WindowPlace window,
            @Nullable Receiving receiving,
            @Nullable Integer spoolMebibytes,
            @Nullable Map<String, String> choices) {

        static Stored of(Settings settings) {
            return new Stored(
                    settings.theme(),
                    settings.profiles(),
                    settings.lastProfile(),
                    settings.window(),
                    settings.receiving(),
                    settings.spoolMebibytes(),
                    settings.choices());
        }

        Settings settings() {
            return new Settings(
                    theme == null ? Settings.DEFAULT.theme() : theme,
                    profiles == null ? Settings.DEFAULT.profiles() : profiles,
                    lastProfile,
                    window,
                    receiving == null ? Settings.DEFAULT.receiving() : receiving,
                    spoolMebibytes == null ? Settings.DEFAULT.spoolMebibytes() : spoolMebibytes,
                    choices == null ? Settings.DEFAULT.choices() : choices);
        }
    }
}
