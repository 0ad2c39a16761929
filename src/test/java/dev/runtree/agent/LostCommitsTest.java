package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.model.Models;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.RunStatus;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Audit;
import dev.runtree.store.Database;
import dev.runtree.store.PausedRuns;
import dev.runtree.testing.CommitCutter;
import dev.runtree.testing.CommitCutter.Cut;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that pause, go on and end while their database loses the connection in the commit. */
@Timeout(60)
final class LostCommitsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final ApprovalQueue queue = new ApprovalQueue(db.database());
    private final List<String> booked = new CopyOnWriteArrayList<>();
    private @Nullable CommitCutter cutter;
    private @Nullable Cut atTheEnd;

    /** What the agent can do. */
    public final class Desk {
        @Tool("Books a trip")
        public String book(String to) {
            booked.add(to);
            if (atTheEnd != null) {
                Objects.requireNonNull(cutter).cutNext(atTheEnd);
            }
            return "booked " + to;
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void aPauseIsNeitherLostNorDoubled(Cut cut) throws Exception {
        try (var network = new CommitCutter(port());
                var database = Database.open(through(network), db.home());
                var os = open(database)) {
            network.cutNext(cut);
            var paused = os.run("desk", RunRequest.of("book it"));
            assertThat(network.cuts()).isOne();
            assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
            var asked = queue.list(ApprovalFilter.ALL.ofRun(paused.runId()), 5, null)
                    .fetch()
                    .approvals();
            assertThat(asked).hasSize(1);
            queue.approve(asked.getFirst().id(), "bo", null, null);
            assertThat(Objects.requireNonNull(os.goOn(paused.runId(), null)).content())
                    .isEqualTo("It is done: booked Berlin");
            assertThat(booked).containsExactly("Berlin");
            assertGone(paused);
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void anApprovedCallIsMadeOnceThoughItsNotingWasCut(Cut cut) throws Exception {
        try (var network = new CommitCutter(port());
                var database = Database.open(through(network), db.home());
                var os = open(database)) {
            var paused = approved(os);
            // The first commit is that of taking the run up, of which another attempt would make two.
            var claimed = new AgentEvent[1];
            var output = Objects.requireNonNull(os.goOn(paused.runId(), event -> {
                if (event instanceof AgentEvent.ToolStarted && claimed[0] == null) {
                    claimed[0] = event;
                    network.cutNext(cut);
                }
            }));
            assertThat(network.cuts()).isOne();
            assertThat(output.content()).isEqualTo("It is done: booked Berlin");
            assertThat(booked).containsExactly("Berlin");
            assertGone(paused);
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void anEndIsToldOnce(Cut cut) throws Exception {
        try (var network = new CommitCutter(port());
                var database = Database.open(through(network), db.home());
                var os = open(database)) {
            cutter = network;
            atTheEnd = cut;
            var paused = approved(os);
            var output = Objects.requireNonNull(os.goOn(paused.runId(), null));
            assertThat(network.cuts()).isOne();
            assertThat(output.status()).isEqualTo(RunStatus.OK);
            assertThat(os.goOn(paused.runId(), null)).isNull();
            assertThat(booked).containsExactly("Berlin");
            assertGone(paused);
        }
    }

    private RunOutput approved(AgentOs os) {
        var paused = os.run("desk", RunRequest.of("book it"));
        var asked = queue.list(ApprovalFilter.PENDING.ofRun(paused.runId()), 5, null)
                .fetch()
                .approvals()
                .getFirst();
        queue.approve(asked.id(), "bo", null, null);
        return paused;
    }

    private static void assertGone(RunOutput run) {
        assertThat(new PausedRuns(db.database()).run(run.runId()).fetch()).isEmpty();
        assertThat(new ApprovalQueue(db.database())
                        .list(ApprovalFilter.ALL.ofRun(run.runId()), 5, null)
                        .fetch()
                        .approvals())
                .singleElement()
                .satisfies(approval -> assertThat(approval.runStatus()).isEqualTo("ok"));
        assertThat(new Audit(db.database()).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
    }

    private AgentOs open(Database database) throws IOException {
        Files.writeString(folder.resolve("travel.yaml"), """
                model: travel-1
                answers:
                  - when: {user: book, step: 1}
                    call: [{id: c1, tool: book, arguments: {to: Berlin}}]
                  - text: "It is done: ${result}"
                """);
        var agent = Agent.builder("desk")
                .model(new Models(folder, Map.of()).open("scripted:travel.yaml"))
                .tools(new Desk())
                .confirm("book")
                .build();
        return AgentOs.builder()
                .agents(agent)
                .tracing(false)
                .db(database)
                .takesUp(false)
                .build();
    }

    private static int port() {
        return URI.create(db.target().url().replaceFirst("^jdbc:", "")).getPort();
    }

    private static DatabaseTarget.Server through(CommitCutter network) {
        var target = db.target();
        return new DatabaseTarget.Server(
                target.url().replace(":" + port() + "/", ":" + network.port() + "/"), target.user(), target.password());
    }
}
