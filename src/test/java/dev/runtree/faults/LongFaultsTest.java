package dev.runtree.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.DatabaseTarget;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that last: {@code mvn test -Pfaults}. */
@Tag("faults")
@Timeout(600)
class LongFaultsTest extends ServerUnderFaults {
    @Test
    void postgresql_is_stopped_for_a_minute() throws Exception {
        try (var serving = Serving.start(folder.resolve("home"), database);
                var senders = Senders.start(3, serving.uri())) {
            senders.awaitMore(300);
            server.stop();
            TimeUnit.SECONDS.sleep(60);
            server.start();
            senders.awaitMore(300);
            senders.assertKept("PostgreSQL stopped for a minute", database);
            assertThat(senders.refused()).isZero();
            assertThat(serving.err().lines()).hasSize(2);
        }
    }

    @Test
    void postgresql_hangs_for_a_minute() throws Exception {
        try (var serving = Serving.start(folder.resolve("home"), database);
                var senders = Senders.start(3, serving.uri())) {
            senders.awaitMore(300);
            server.signal("STOP");
            TimeUnit.SECONDS.sleep(60);
            server.signal("CONT");
            senders.awaitMore(300);
            senders.assertKept("PostgreSQL held up for a minute", database);
            assertThat(senders.refused()).isZero();
        }
    }

    @Test
    void connections_hang_for_ever_and_new_ones_work() throws Exception {
        try (var network = new Proxy(server.port());
                var serving = Serving.start(folder.resolve("home"), through(network));
                var senders = Senders.start(3, serving.uri())) {
            senders.awaitMore(300);
            network.hang();
            senders.awaitMore(300);
            network.goOnWithNewOnes();
            Senders.await(() -> serving.err().contains("The database takes spans again"), 120);
            senders.awaitMore(300);
            senders.assertKept("connections that never come back", database);
            assertThat(senders.refused()).isZero();
        }
    }

    /** Strikes again and again, wherever the other side happens to be. */
    @Test
    void both_are_killed_again_and_again() throws Exception {
        try (var serving = Serving.start(folder.resolve("home"), database);
                var senders = Senders.start(3, serving.uri())) {
            for (var i = 0; i < 10; i++) {
                senders.awaitMore(200 + i * 37);
                if (i % 3 != 1) {
                    server.kill();
                }
                if (i % 3 != 0) {
                    serving.kill();
                    serving.start();
                }
                server.start();
            }
            senders.assertKept("killed ten times", database);
        }
    }

    private DatabaseTarget.Server through(Proxy network) {
        return new DatabaseTarget.Server(
                database.url().replace(":" + server.port() + "/", ":" + network.port() + "/"),
                database.user(),
                database.password());
    }
}
