package dev.runtree.faults;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.OwnServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL of a test class's own, which may be killed, and an empty database on it for each test. */
@SuppressWarnings("NullAway.Init") // set before the tests
abstract class ServerUnderFaults {
    @TempDir
    static Path serverFolder;

    static OwnServer server;

    @TempDir
    Path folder;

    DatabaseTarget.Server database;

    @BeforeAll
    static void startServer() {
        server = OwnServer.start(serverFolder.resolve("server"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeDatabase() throws Exception {
        server.start();
        database = server.database("");
    }
}
