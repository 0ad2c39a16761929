package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeAll
    static void shareBinaries() {
        TestServer.shareBinaries();
    }

    @Test
    void embeddedDatabaseIsMadeStartedAndStopped(@TempDir Path folder) {
        var home = new RuntreeHome(folder.resolve("home"));
        try (var database = Database.open(new DatabaseTarget.Embedded(), home)) {
            assertThat(database.isEmbedded()).isTrue();
            assertThat(database.describe()).startsWith("Embedded PostgreSQL 18.");
            assertThat(database.dsl()
                            .fetchValue("SELECT current_user || rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("runtreefalse");
            assertThat(
                            database.dsl()
                                    .fetchValue(
                                            "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()"))
                    .isEqualTo("bC.UTF-8");
        }
        assertThat(EmbeddedPostgres.stop(home, false)).isIn(true, false);
    }

    @Test
    void databasesOfTestsWorkAsARoleWithoutSuperuserRights() {
        assertThat(db.database().dsl().fetchValue("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo(false);
    }
}
