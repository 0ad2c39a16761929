package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads when a server of theirs cannot be used. */
class UserServerTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void databaseIsOpenedAndDescribed() {
        var database = db.database();
        assertThat(database.isEmbedded()).isFalse();
        assertThat(database.describe()).matches("PostgreSQL 18\\.\\d+ at 127\\.0\\.0\\.1:\\d+/test_\\d+");
        assertThat(database.url()).doesNotContain(String.valueOf(db.target().password()));
        assertThat(DatabaseStatus.of(database).schema())
                .isEqualTo(Migration.all().size());
        assertThat(ConnectionCheck.of(db.target(), db.home()).works()).isTrue();
    }

    @Test
    void portWhereNobodyListensIsSaid() throws IOException {
        var port = freePort();
        assertRefused(server("jdbc:postgresql://127.0.0.1:" + port + "/agents"), "Nobody answers at 127.0.0.1:" + port);
    }

    @Test
    void unknownHostIsSaid() {
        assertRefused(
                server("jdbc:postgresql://no-such-host.invalid/agents"), "No such host: no-such-host.invalid:5432");
    }

    @Test
    void wrongPasswordIsSaidWithoutIt() {
        var target = new DatabaseTarget.Server(db.target().url(), "runtree", "hush");
        assertRefused(target, "Wrong password for user runtree on 127.0.0.1:");
        assertThat(ConnectionCheck.of(target, db.home()).message())
                .doesNotContain("hush")
                .startsWith("Wrong password");
    }

    @Test
    void missingDatabaseIsSaid() {
        var url = db.target().url().replaceAll("/test_\\d+", "/nothing_here");
        assertRefused(
                new DatabaseTarget.Server(url, db.target().user(), db.target().password()),
                "There is no such database:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://db/agents", "nonsense", "jdbc:postgresql://db:x/agents", ""})
    void malformedUrlIsSaid(String url) {
        assertRefused(server(url), "Not the URL of a PostgreSQL database: " + url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "", "J\0\0\0\n8.0.36\0"})
    void whatIsNoPostgresIsSaid(String greeting) throws IOException {
        try (var socket = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread.startVirtualThread(() -> {
                while (!socket.isClosed()) {
                    try (var client = socket.accept()) {
                        client.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            var place = "127.0.0.1:" + socket.getLocalPort() + "/agents";
            assertThatThrownBy(() -> Database.open(server("jdbc:postgresql://" + place), db.home()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(place)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void connectionsOfAClosedDatabaseAreClosed() {
        var server = TestServer.get();
        var target = server.freshDatabase();
        Database.open(target, db.home()).close();
        server.drop(target);
        assertRefused(target, "There is no such database:");
    }

    private static void assertRefused(DatabaseTarget target, String beginning) {
        assertThatThrownBy(() -> Database.open(target, db.home()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(beginning)
                .hasMessageNotContaining("\n");
    }

    private static DatabaseTarget.Server server(String url) {
        return new DatabaseTarget.Server(url, "ada", "hush");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
