package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.query.RunFilter;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The other versions of PostgreSQL, those of them that this machine has, as a user who owns one schema and nothing else. */
@Timeout(120)
class OtherServersTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    @TempDir
    Path folder;

    static Stream<String> majors() throws IOException {
        var majors = OtherPostgres.allInstalled().stream()
                .map(PostgresBinaries::major)
                .toList();
        return majors.isEmpty() ? Stream.of("none") : majors.stream();
    }

    @ParameterizedTest
    @MethodSource("majors")
    void allWorksInASchemaOfOnesOwnAndABackupMovesBothWays(String major) throws Exception {
        assumeTrue(!major.equals("none"), "no PostgreSQL 14 to 17 is installed (apt-get install postgresql-15)");
        var binaries = OtherPostgres.allInstalled().stream()
                .filter(some -> some.major().equals(major))
                .findFirst()
                .orElseThrow();
        SomeRuns.write(DB.database(), 0, 300);
        var from18 = folder.resolve("18.runtree");
        new Backup(DB.database(), "test", CopyProgress.NONE).write(from18);
        try (var server = OtherPostgres.make(OtherPostgres.home(folder.resolve("home")), binaries, "fsync = off")) {
            server.start();
            server.execute("postgres", "CREATE DATABASE theirs");
            server.execute("theirs", "REVOKE ALL ON SCHEMA public FROM public");
            for (var schema : new String[] {"written", "restored"}) {
                server.execute("theirs", "CREATE SCHEMA " + schema + " AUTHORIZATION runtree");
            }
            try (var written = Database.open(schema(server, "written"), DB.home())) {
                SomeRuns.write(written, 0, 150);
                SomeRuns.write(written, 150, 150);
                SomeRuns.write(written, 0, 10);
                assertThat(new RunQueries(written).count(RunFilter.ALL, 1_000).fetch())
                        .isEqualTo(new RunCount(300, false));
                assertThat(new RunQueries(written).trace(SomeRuns.traceId(7)).fetch())
                        .isEqualTo(new RunQueries(DB.database())
                                .trace(SomeRuns.traceId(7))
                                .fetch());
                assertThat(written.dsl().fetchValue("SELECT attributes ->> 'n' FROM agno_spans LIMIT 1"))
                        .isEqualTo("1e2");
            }
            var target = schema(server, "restored");
            var back = folder.resolve(major + ".runtree");
            try (var restored = Database.openAsIs(target, DB.home())) {
                new Restore(restored, CopyProgress.NONE).from(from18);
                assertThat(BackupTest.sums(restored)).isEqualTo(BackupTest.sums(DB.database()));
                new Backup(restored, "test", CopyProgress.NONE).write(back);
            }
            var again = TestServer.get().emptyDatabase();
            try (var restored = Database.openAsIs(again, DB.home())) {
                new Restore(restored, CopyProgress.NONE).from(back);
                assertThat(BackupTest.sums(restored)).isEqualTo(BackupTest.sums(DB.database()));
            } finally {
                TestServer.get().drop(again);
            }
        }
    }

    private static DatabaseTarget.Server schema(OtherPostgres server, String name) throws IOException {
        var target = server.target(ClusterMaker.ROLE, "theirs");
        return new DatabaseTarget.Server(target.url() + "&currentSchema=" + name, target.user(), target.password());
    }
}
