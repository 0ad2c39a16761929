package dev.runtree.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    @TempDir
    Path folder;

    @Test
    void nothingAndEmbeddedAreTheEmbeddedDatabase() {
        assertThat(targets().named(null)).isEqualTo(new DatabaseTarget.Embedded());
        assertThat(targets().named("embedded")).isEqualTo(new DatabaseTarget.Embedded());
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/agents, jdbc:postgresql://db/agents, ada,",
        "jdbc:postgresql://db:6543/agents?currentSchema=rt, jdbc:postgresql://db:6543/agents?currentSchema=rt, ada,",
        "jdbc:postgresql://db/agents?user=bob&password=s%3Acret&ssl=true, jdbc:postgresql://db/agents?ssl=true, bob, s:cret",
        "postgres://bob:s%40cret@db/agents, jdbc:postgresql://db/agents, bob, s@cret",
        "postgresql://bob@[::1]:5433/agents?sslmode=require, jdbc:postgresql://[::1]:5433/agents?sslmode=require, bob,",
        "postgresql://db/agents?application_name=x, jdbc:postgresql://db/agents?ApplicationName=x, ada,",
        "jdbc:postgresql:agents, jdbc:postgresql:agents, ada,",
    })
    void urlsOfEitherKindAreTaken(String given, String url, String user, String password) {
        assertThat(targets().named(given)).isEqualTo(new DatabaseTarget.Server(url, user, password));
    }

    @Test
    void passwordIsNeverPrinted() {
        var target = targets().named("postgres://bob:hush@db/agents");
        assertThat(target.toString()).doesNotContain("hush");
        assertThat(DatabaseUrl.parse("postgres://bob:hush@db/agents").toString())
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://bob:hush@db:port/agents",
                "jdbc:postgresql://db:99999/agents?password=hush",
                "jdbc:mysql://bob:hush@db/agents",
                "postgres://bob:hush%zz@db/agents",
                "https://bob:hu/sh@db",
                "jdbc:oracle:thin:bob/x@db?password=hush",
            })
    void malformedUrlIsRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> targets().named(url))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Not the URL of a PostgreSQL database")
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining("hu/sh")
                .hasNoCause();
    }

    @Test
    void profileIsFoundByName() {
        var profile = new ConnectionProfile("team", "db", 5433, "a b", "rt", "bob", PasswordFrom.ENVIRONMENT);
        assertThat(targets(profile).named("team"))
                .isEqualTo(new DatabaseTarget.Server("jdbc:postgresql://db:5433/a%20b?currentSchema=rt", "bob", null));
    }

    @Test
    void unknownProfileIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> targets().named("tem"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("There is no profile \"tem\", nor any other yet");
        var profile = new ConnectionProfile("team", "db", 5432, "d", null, null, PasswordFrom.SAVED);
        assertThatThrownBy(() -> targets(profile).named("tem"))
                .hasMessage("There is no profile \"tem\". There are: embedded, team.");
    }

    @Test
    void profileThatCannotBeRightIsRefused() {
        assertThatThrownBy(() -> new ConnectionProfile("x", "h", 0, "d", null, null, PasswordFrom.SAVED))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("1 to 65535");
        assertThatThrownBy(() -> new ConnectionProfile("x", " ", 1, "d", null, null, PasswordFrom.SAVED))
                .hasMessageContaining("needs a host");
    }

    @Test
    void theLastOneIsTheProfileThatWasOpenedIfItIsStillThere() {
        var team = new ConnectionProfile("team", "db", 5432, "d", null, null, PasswordFrom.ENVIRONMENT);
        assertThat(targets(team).last()).isEqualTo(new DatabaseTarget.Embedded());
        var left = Settings.DEFAULT.withProfile(team).withLastProfile("team");
        assertThat(targets(left).last())
                .isEqualTo(new DatabaseTarget.Server("jdbc:postgresql://db:5432/d", "ada", null));
        assertThat(targets(left.withoutProfile("team")).last()).isEqualTo(new DatabaseTarget.Embedded());
    }

    private Targets targets(ConnectionProfile... profiles) {
        var settings = Settings.DEFAULT;
        for (var profile : profiles) {
            settings = settings.withProfile(profile);
        }
        return targets(settings);
    }

    private Targets targets(Settings settings) {
        var environment =
                Map.of("PGUSER", "ada", "PGPASSFILE", folder.resolve("none").toString());
        return new Targets(environment, settings, new Passwords(environment, new RuntreeHome(folder)));
    }
}
