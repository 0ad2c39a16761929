package dev.runtree.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsSavedIsLoaded() {
        var settings = Settings.DEFAULT
                .withTheme(ThemeChoice.DARK)
                .withProfile(new ConnectionProfile("b", "db", 5432, "agents", "rt", "bob", PasswordFrom.SAVED))
                .withProfile(new ConnectionProfile("a", "::1", 6543, "x", null, null, PasswordFrom.ENVIRONMENT))
                .withLastProfile("b")
                .withWindow(new WindowPlace(1, 2, 1200, 800, true, List.of(0.3, 0.7)));
        file().save(settings);
        assertThat(file().load()).isEqualTo(settings);
    }

    @Test
    void withoutAFileThereAreDefaults() {
        assertThat(file().load()).isEqualTo(Settings.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"profiles\": [{\"name\": \"x\"}]}",
                "{\"theme\": \"purple\"}",
                "null",
                "{\"profiles\": [null]}",
            })
    void unreadableFileIsKeptAndDefaultsAreUsed(String text) throws IOException {
        Files.writeString(folder.resolve("settings.json"), text);
        assertThat(file().load()).isEqualTo(Settings.DEFAULT);
        assertThat(Files.readString(folder.resolve("settings.json.bad"))).isEqualTo(text);
        file().save(Settings.DEFAULT.withTheme(ThemeChoice.LIGHT));
        assertThat(file().load().theme()).isEqualTo(ThemeChoice.LIGHT);
    }

    @Test
    void whatANewerProgramAddedIsPassedOver() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{\"theme\": \"dark\", \"news\": [1]}");
        assertThat(file().load()).isEqualTo(Settings.DEFAULT.withTheme(ThemeChoice.DARK));
    }

    @Test
    void folderThatCannotBeMadeIsSaid() throws IOException {
        var inTheWay = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new SettingsFile(new RuntreeHome(inTheWay)).save(Settings.DEFAULT))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(inTheWay.toString());
    }

    private SettingsFile file() {
        return new SettingsFile(new RuntreeHome(folder));
    }
}
