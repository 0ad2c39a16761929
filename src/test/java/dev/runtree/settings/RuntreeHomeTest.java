package dev.runtree.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntreeHomeTest {

    @Test
    void variableGoesFirst() {
        assertThat(home(Map.of("RUNTREE_HOME", "/data/rt", "XDG_DATA_HOME", "/xdg"), "Linux"))
                .isEqualTo(Path.of("/data/rt"));
    }

    @Test
    void everySystemHasItsPlace() {
        assertThat(home(Map.of(), "Linux")).isEqualTo(Path.of("/home/ada/.local/share/runtree"));
        assertThat(home(Map.of("XDG_DATA_HOME", "/xdg"), "Linux")).isEqualTo(Path.of("/xdg/runtree"));
        assertThat(home(Map.of("XDG_DATA_HOME", "relative"), "Linux"))
                .isEqualTo(Path.of("/home/ada/.local/share/runtree"));
        assertThat(home(Map.of(), "Mac OS X")).isEqualTo(Path.of("/home/ada/Library/Application Support/Runtree"));
        assertThat(home(Map.of("LOCALAPPDATA", "/local"), "Windows 11")).isEqualTo(Path.of("/local/Runtree"));
    }

    @Test
    void emptyVariableCountsAsNone() {
        assertThat(home(Map.of("RUNTREE_HOME", " "), "Linux")).isEqualTo(Path.of("/home/ada/.local/share/runtree"));
    }

    @Test
    void whatIsNoPathIsSaid() {
        assertThatThrownBy(() -> home(Map.of("RUNTREE_HOME", "a\0b"), "Linux"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("RUNTREE_HOME is not a path");
    }

    @Test
    void foldersAndFilesAreTheOwnersAlone(@TempDir Path folder) throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
        var made = OwnerOnly.folder(folder.resolve("a/b"));
        OwnerOnly.write(made.resolve("file"), "text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("file"))))
                .isEqualTo("rw-------");
    }

    @Test
    void fileInTheWayOfAFolderIsSaid(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> OwnerOnly.folder(file.resolve("home")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Cannot make the folder " + file.resolve("home"))
                .hasMessageContaining("RUNTREE_HOME");
    }

    private static Path home(Map<String, String> environment, String system) {
        return RuntreeHome.from(environment, system, "/home/ada").root();
    }
}
