package dev.runtree.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
    private static final ConnectionProfile TEAM =
            new ConnectionProfile("team", "db", 5432, "agents", null, "bob", PasswordFrom.SAVED);

    @TempDir
    Path folder;

    @Test
    void environmentGoesFirstThenPgPassThenWhatWasSaved() throws IOException {
        passwords(Map.of()).save("team", "saved");
        assertThat(passwords(Map.of()).find(TEAM, "bob")).isEqualTo("saved");
        pgPass("db:5432:agents:bob:file");
        assertThat(passwords(Map.of()).find(TEAM, "bob")).isEqualTo("file");
        assertThat(passwords(Map.of("PGPASSWORD", "env")).find(TEAM, "bob")).isEqualTo("env");
    }

    @Test
    void savedPasswordIsInAFileOfTheOwnersAndCanBeForgotten() throws IOException {
        var passwords = passwords(Map.of());
        passwords.save("team", "saved");
        var file = Path.of(passwords.place());
        assertThat(OwnerOnly.holds(file)).isTrue();
        passwords.forget("team");
        assertThat(passwords.find(TEAM, "bob")).isNull();
        assertThat(Files.readString(file)).doesNotContain("saved");
    }

    @Test
    void pgPassIsReadByItsRules() throws IOException {
        pgPass(
                "# a comment:5432:*:*:no",
                "not a line",
                "",
                "other:5432:agents:bob:no",
                "db:5433:*:bob:port",
                "\\*:*:*:*:literal star",
                "a\\:b:*:c\\\\d:*:escapes \\: and \\\\ in it",
                "*:*:agents:bob:first",
                "*:*:*:*:last:with colons");
        assertThat(find("db", 5433, "x", "bob")).isEqualTo("port");
        assertThat(find("db", 5432, "agents", "bob")).isEqualTo("first");
        assertThat(find("*", 1, "x", "y")).isEqualTo("literal star");
        assertThat(find("a:b", 1, "c\\d", "y")).isEqualTo("escapes : and \\ in it");
        assertThat(find("elsewhere", 1, "x", "y")).isEqualTo("last:with colons");
    }

    @Test
    void pgPassThatOthersMayReadIsNotUsed() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
        var file = pgPass("*:*:*:*:seen");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(find("db", 5432, "agents", "bob")).isNull();
    }

    @Test
    void missingOrGarbledFilesAreNoHarm() throws IOException {
        assertThat(find("db", 5432, "agents", "bob")).isNull();
        OwnerOnly.write(folder.resolve("pgpass"), "");
        Files.write(folder.resolve("pgpass"), new byte[] {(byte) 0xff, ':', (byte) 0xfe});
        assertThat(find("db", 5432, "agents", "bob")).isNull();
    }

    @Test
    void garbledSavedPasswordsAreSaidWithoutThem() throws IOException {
        OwnerOnly.write(folder.resolve("passwords.json"), "{\"team\": hush}");
        assertThatThrownBy(() -> passwords(Map.of()).find(TEAM, "bob"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("passwords.json")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    private @Nullable String find(String host, int port, String database, String user) {
        return passwords(Map.of()).find(host, port, database, user);
    }

    private Path pgPass(String... lines) throws IOException {
        var file = folder.resolve("pgpass");
        OwnerOnly.write(file, String.join("\n", lines) + "\n");
        return file;
    }

    /** An environment without a session bus: no key store is asked. */
    private Passwords passwords(Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("PGPASSFILE", folder.resolve("pgpass").toString());
        return new Passwords(environment, new RuntreeHome(folder));
    }
}
