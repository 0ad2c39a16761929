package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Audit;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SqlConsole;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A run that is paused, decided about and gone on with by different processes, each killed in the middle. */
@Timeout(120)
final class ApprovalProcessesTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private Path bookings;
    private Path agent;

    @BeforeEach
    void describeTheAgent() throws IOException {
        bookings = folder.resolve("bookings");
        Files.writeString(folder.resolve("desk.script.yaml"), """
                model: desk-1
                answers:
                  - when: {user: book it, step: 1}
                    call: [{id: c1, tool: book, arguments: {to: Berlin}}]
                  - text: "It is done: ${result}"
                """);
        agent = Files.writeString(folder.resolve("desk.yaml"), """
                name: Desk
                model: scripted:desk.script.yaml
                tools: [dev.runtree.agent.DeskProcess$Bookings]
                confirm: [book]
                user: ana
                """);
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var process : processes) {
            kill(process);
        }
    }

    @Test
    void eachStepIsMadeByAnotherProcessAndKilledAfterIt() throws Exception {
        var asking = start("ask", false);
        var said = asking.inputReader().readLine().split(" ", -1);
        kill(asking);
        assertThat(said[0]).isEqualTo("paused");
        var runId = said[1];
        var queries = new RunQueries(db.database());
        var id = new SpanId(runId.substring(0, 32), runId.substring(33));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> queries.trace(id.traceId()).fetch().isPresent());
        var queue = new ApprovalQueue(db.database());
        var asked = queue.list(ApprovalFilter.PENDING.ofRun(runId), 5, null)
                .fetch()
                .approvals()
                .getFirst();

        var deciding = new ProcessBuilder(command("dev.runtree.Main", false));
        deciding.command().addAll(List.of("approvals", "approve", asked.id(), "--as", "bo", "--later", "--db", url()));
        deciding.environment().put("RUNTREE_HOME", folder.resolve("home").toString());
        var decided = deciding.redirectErrorStream(true).start();
        processes.add(decided);
        assertThat(decided.inputReader().readLine()).isEqualTo("Approved: book for ana, by bo");
        kill(decided);

        var hanging = start("stay", true);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(bookings));
        kill(hanging);
        assertThat(Files.readString(bookings)).isEqualTo("Berlin\n");
        assertThat(new PausedRuns(db.database()).claim(runId))
                .as("it is believed alive")
                .isNull();

        letClaimEnd();
        System.setProperty("desk.bookings", bookings.toString());
        var ended = new LinkedBlockingQueue<RunOutput>();
        try (var os = AgentOs.builder()
                .files(AgentFile.read(agent, null))
                .db(db.database())
                .continued(event -> {
                    if (event instanceof AgentEvent.Ended end) {
                        ended.add(end.output());
                    }
                })
                .build()) {
            assertThat(os).isNotNull();
            var output = ended.poll(60, TimeUnit.SECONDS);
            assertThat(output).isNotNull();
            assertThat(output.runId()).isEqualTo(runId);
            assertThat(output.content()).contains("nobody knows whether it was done");
        }
        assertThat(Files.readString(bookings)).as("booked once").isEqualTo("Berlin\n");
        var trace = queries.trace(id.traceId()).fetch().orElseThrow();
        assertThat(trace.run().status()).isEqualTo(RunStatus.OK);
        assertThat(trace.run().id()).isEqualTo(id);
        assertThat(queue.approval(asked.id()).fetch().orElseThrow().runStatus()).isEqualTo("ok");
        assertThat(new Audit(db.database()).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
    }

    /** Thirty seconds later, for the database. */
    private static void letClaimEnd() {
        new SqlConsole(db.database())
                .run(
                        "UPDATE runtree_paused_runs SET held_until = now() - interval '1 second'",
                        true,
                        new SqlConsole.Reader() {
                            @Override
                            public void columns(List<SqlConsole.Column> columns) {}

                            @Override
                            public void row(List<String> values) {}
                        });
    }

    private Process start(String what, boolean hangs) throws IOException {
        var builder = new ProcessBuilder(command("dev.runtree.agent.DeskProcess", hangs));
        var target = db.target();
        builder.command()
                .addAll(List.of(
                        what,
                        target.url(),
                        String.valueOf(target.user()),
                        folder.resolve("home").toString(),
                        agent.toString()));
        builder.environment().put("DESK_PASSWORD", String.valueOf(target.password()));
        var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        processes.add(process);
        return process;
    }

    private List<String> command(String main, boolean hangs) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-Ddesk.bookings=" + bookings,
                "-Ddesk.hangs=" + hangs,
                "-cp",
                System.getProperty("java.class.path"),
                main));
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static String url() {
        DatabaseTarget.Server target = db.target();
        return target.url() + (target.url().contains("?") ? "&" : "?") + "user=" + target.user() + "&password="
                + target.password();
    }
}
