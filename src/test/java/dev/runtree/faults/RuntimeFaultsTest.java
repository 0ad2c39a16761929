package dev.runtree.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.AgentOs;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.OwnServer;
import dev.runtree.store.RunQueries;
import dev.runtree.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults while agents run: the run goes on whatever its databases do, and its tree tells what happened. */
@Timeout(120)
class RuntimeFaultsTest extends ServerUnderFaults {
    private static final String ENDED = "The process of this run ended before the run did";

    /** The agent's tool, in which it waits for what the test does. */
    public static final class Desk {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);

        @Tool("Works")
        public String work() throws InterruptedException {
            begun.countDown();
            goOn.await();
            return "done";
        }
    }

    private final Desk desk = new Desk();

    @Test
    void the_database_goes_during_a_run_and_has_its_whole_tree_when_it_is_back() throws Exception {
        try (var open = Database.open(database, home());
                var agentOs = agentOs(open)) {
            var running = start(agentOs, "away");
            awaitShown(open, "away");
            server.kill();
            desk.goOn.countDown();
            var output = running.get(10, TimeUnit.SECONDS);
            assertThat(output.content()).isEqualTo("It is done.");
            output.stored().get(10, TimeUnit.SECONDS);
            var second = agentOs.run("desk", RunRequest.of("go").session("away"));
            second.stored().get(10, TimeUnit.SECONDS);

            server.start();
            assertWhole(open, output);
            assertWhole(open, second);
        }
        assertThat(folder.resolve("home").resolve("spool")).isEmptyDirectory();
    }

    @Test
    void a_database_that_hangs_delays_no_run() throws Exception {
        try (var open = Database.open(database, home());
                var agentOs = agentOs(open)) {
            var running = start(agentOs, "slow");
            awaitShown(open, "slow");
            server.signal("STOP");
            RunOutput output;
            try {
                desk.goOn.countDown();
                output = running.get(2, TimeUnit.SECONDS);
                assertThat(output.stored()).isNotDone();
                output.stored().get(15, TimeUnit.SECONDS);
            } finally {
                server.signal("CONT");
            }
            assertWhole(open, output);
        }
    }

    @Test
    void a_primary_database_that_hangs_delays_no_run_and_catches_up() throws Exception {
        try (var network = new Proxy(server.port())) {
            var target = server.emptyDatabase();
            var through = new DatabaseTarget.Server(
                    target.url().replace(":" + server.port() + "/", ":" + network.port() + "/"),
                    target.user(),
                    target.password());
            try (var traces = Database.open(database, home());
                    var primary = Database.openPrimary(through, home());
                    var agentOs = AgentOs.builder()
                            .agents(AgentProcess.agent(folder, desk))
                            .db(primary)
                            .traceDb(traces)
                            .build()) {
                desk.goOn.countDown();
                network.hang();
                var begun = System.nanoTime();
                for (var i = 0; i < 10; i++) {
                    agentOs.run("desk", RunRequest.of("go").user("user-123"))
                            .stored()
                            .get(5, TimeUnit.SECONDS);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
                network.goOn();
            }
            try (var connection = OwnServer.connect(target);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT id, agent_id, model, status, created_at, total_tokens FROM agno_sessions"
                                    + " WHERE user_id = 'user-123' ORDER BY created_at DESC LIMIT 100")) {
                for (var i = 0; i < 10; i++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString("agent_id")).isEqualTo("desk");
                    assertThat(rows.getString("status")).isEqualTo("ok");
                }
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void a_primary_database_that_was_never_there_delays_nothing() throws Exception {
        var nobody = new DatabaseTarget.Server(
                database.url().replace(":" + server.port() + "/", ":1/"), database.user(), database.password());
        desk.goOn.countDown();
        try (var traces = Database.open(database, home());
                var primary = Database.openPrimaryOrAwait(nobody, home());
                var agentOs = AgentOs.builder()
                        .agents(AgentProcess.agent(folder, desk))
                        .db(primary)
                        .traceDb(traces)
                        .build()) {
            var output = agentOs.run("desk", RunRequest.of("go"));
            output.stored().get(5, TimeUnit.SECONDS);
            assertWhole(traces, output);
        }
    }

    @Test
    void a_process_that_is_killed_before_the_model_answers() throws Exception {
        try (var process = AgentProcess.start(folder.resolve("home"), database, "think");
                var open = Database.open(database, home())) {
            process.await("ready");
            awaitShown(open, "think");
            assertThat(only(open, "think").run().status()).isEqualTo(RunStatus.RUNNING);
            Senders.await(() -> only(open, "think").spans().size() == 2, 20);
            process.kill();
            expire();

            var trace = only(open, "think");
            assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
            assertThat(trace.run().error()).isEqualTo(ENDED);
            assertThat(trace.spans()).extracting(Span::spanName).containsExactly("agent.desk", "llm.desk-1");
            assertThat(trace.spans()).extracting(Span::status).containsOnly(SpanStatus.RUNNING);
        }
    }

    @Test
    void a_process_that_is_killed_in_the_first_milliseconds_of_a_run_leaves_its_start() throws Exception {
        try (var process = AgentProcess.start(folder.resolve("home"), database, "die")) {
            process.await("ready");
            process.awaitEnd();
        }
        try (var open = Database.open(database, home())) {
            assertThat(runs(open, "die")).as("while nobody has looked").isEmpty();
            try (var next = agentOs(open)) {
                assertThat(next).isNotNull();
                awaitShown(open, "die");
            }
            expire();

            var trace = only(open, "die");
            assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
            assertThat(trace.run().error()).isEqualTo(ENDED);
            assertThat(trace.spans()).extracting(Span::spanName).containsExactly("agent.desk");
            assertThat(new RunQueries(open)
                            .payload(trace.spans().getFirst().id())
                            .fetch()
                            .orElseThrow()
                            .payload()
                            .attributes())
                    .contains("gen_ai.input.messages", "die");
        }
        assertThat(folder.resolve("home").resolve("spool")).isEmptyDirectory();
    }

    @Test
    void runs_that_are_stored_leave_no_start_behind() throws Exception {
        desk.goOn.countDown();
        try (var open = Database.open(database, home());
                var agentOs = agentOs(open)) {
            for (var i = 0; i < 5; i++) {
                agentOs.run("desk", RunRequest.of("go").session("short"))
                        .stored()
                        .get(10, TimeUnit.SECONDS);
            }
            Senders.await(() -> bytesOfStarts() == 0, 10);
        }
        assertThat(folder.resolve("home").resolve("spool")).isEmptyDirectory();
    }

    private long bytesOfStarts() {
        try (var files = Files.walk(folder.resolve("home").resolve("spool"))) {
            return files.filter(file -> file.toString().endsWith(".starts"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_process_that_is_killed_inside_a_tool() throws Exception {
        try (var process = AgentProcess.start(folder.resolve("home"), database, "hang");
                var open = Database.open(database, home())) {
            process.await("ready");
            process.await("in the tool");
            awaitShown(open, "hang");
            Senders.await(() -> only(open, "hang").spans().size() == 3, 20);
            process.kill();
            expire();

            var trace = only(open, "hang");
            assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
            assertThat(trace.run().error()).isEqualTo(ENDED);
            assertThat(trace.spans())
                    .extracting(Span::spanName)
                    .containsExactly("agent.desk", "llm.desk-1", "tool.work");
            assertThat(trace.spans())
                    .extracting(Span::status)
                    .containsExactly(SpanStatus.RUNNING, SpanStatus.OK, SpanStatus.RUNNING);
        }
    }

    @Test
    void a_process_that_is_killed_between_the_end_of_its_run_and_the_commit() throws Exception {
        try (var process = AgentProcess.start(folder.resolve("home"), database, "go");
                var open = Database.open(database, home())) {
            process.await("ready");
            process.await("in the tool");
            awaitShown(open, "go");
            Senders.await(() -> only(open, "go").spans().size() == 3, 20);
            server.signal("STOP");
            try {
                process.goOn();
                process.await("answered It is done.");
                process.kill();
            } finally {
                server.signal("CONT");
            }
            expire();

            // Nothing was acknowledged of its end, so nothing is claimed.
            var trace = only(open, "go");
            assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
            assertThat(trace.run().error()).isEqualTo(ENDED);
            assertThat(trace.spans()).extracting(Span::spanName).contains("agent.desk", "llm.desk-1", "tool.work");
        }
    }

    @Test
    void a_computer_that_slept_is_not_taken_for_a_process_that_ended() throws Exception {
        try (var open = Database.open(database, home());
                var agentOs = agentOs(open)) {
            var running = start(agentOs, "slept");
            awaitShown(open, "slept");
            expire();
            Senders.await(() -> only(open, "slept").run().status() == RunStatus.RUNNING, 20);
            desk.goOn.countDown();
            assertWhole(open, running.get(5, TimeUnit.SECONDS));
        }
    }

    private RuntreeHome home() {
        return new RuntreeHome(folder.resolve("home"));
    }

    private AgentOs agentOs(Database open) {
        return AgentOs.builder()
                .agents(AgentProcess.agent(folder, desk))
                .db(open)
                .build();
    }

    /** Starts a run that waits in its tool. */
    private CompletableFuture<RunOutput> start(AgentOs agentOs, String session) throws InterruptedException {
        var running = CompletableFuture.supplyAsync(
                () -> agentOs.run("desk", RunRequest.of("go").session(session)),
                task -> Thread.ofVirtual().start(task));
        desk.begun.await();
        return running;
    }

    private static void awaitShown(Database open, String session) throws InterruptedException {
        Senders.await(() -> !runs(open, session).isEmpty(), 20);
    }

    private static List<Run> runs(Database open, String session) {
        return new RunQueries(open)
                .runs(RunFilter.parse("session:" + session), null, 10)
                .fetch()
                .runs();
    }

    private static Trace only(Database open, String session) {
        assertThat(runs(open, session)).hasSize(1);
        return new RunQueries(open)
                .run(runs(open, session).getFirst().id())
                .fetch()
                .orElseThrow();
    }

    /** As half a minute would without a sign of life. */
    private void expire() throws SQLException {
        try (var connection = OwnServer.connect(database);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE agno_traces SET lease_until = now() - interval '1 second'");
            statement.execute("UPDATE runtree_runs SET lease_until = now() - interval '1 second'");
        }
    }

    private static void assertWhole(Database open, RunOutput output) throws InterruptedException {
        var queries = new RunQueries(open);
        Senders.await(
                () -> {
                    try {
                        return queries.run(output.id())
                                .fetch()
                                .filter(trace -> trace.run().status() == RunStatus.OK)
                                .filter(trace -> trace.spans().stream().noneMatch(span -> span.endNanos() == null))
                                .isPresent();
                    } catch (StoreException e) {
                        return false;
                    }
                },
                30);
        assertThat(queries.run(output.id()).fetch().orElseThrow().spans())
                .extracting(Span::spanName)
                .containsExactly("agent.desk", "llm.desk-1", "tool.work", "llm.desk-1");
        assertThat(queries.run(output.id()).fetch().orElseThrow().spans())
                .extracting(Span::status)
                .containsOnly(SpanStatus.OK);
    }
}
