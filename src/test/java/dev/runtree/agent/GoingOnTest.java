package dev.runtree.agent;

import static dev.runtree.agent.PausingRuns.goOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Trace;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on after they had paused, by an application that is not what it was, or that is disturbed. */
@Timeout(60)
final class GoingOnTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SCRIPT = """
            model: travel-1
            answers:
              - when: {user: hurry, step: 1}
                call:
                  - {id: c1, tool: work, arguments: {millis: 1000}}
                  - {id: c2, tool: book, arguments: {to: Berlin}}
              - when: {user: hurry, step: 2}
                call: [{id: c3, tool: work, arguments: {millis: 60000}}]
              - when: {user: both, step: 1}
                call:
                  - {id: c1, tool: book, arguments: {to: Berlin}}
                  - {id: c2, tool: book, arguments: {to: Rome}}
              - when: {user: again, step: 1}
                call: [{id: c1, tool: book, arguments: {to: Berlin}}]
              - when: {user: again, step: 2}
                call: [{id: c2, tool: book, arguments: {to: Rome}}]
              - when: {user: beside, step: 1}
                call:
                  - {id: c1, tool: look, arguments: {at: Berlin}}
                  - {id: c2, tool: book, arguments: {to: Berlin}}
              - when: {user: delegate, step: 1}
                call: [{id: d1, tool: delegate_task, arguments: {member: desk, task: book it}}]
              - when: {user: delegate}
                text: "The desk says: ${result}"
              - when: {user: book, step: 1}
                call: [{id: c1, tool: book, arguments: {to: Berlin}}]
              - text: "It is done: ${result}"
            """;

    /** What the agents can do. */
    public static final class Desk {
        private final List<String> booked = new CopyOnWriteArrayList<>();
        private final CountDownLatch looking = new CountDownLatch(1);
        private volatile CountDownLatch booking = new CountDownLatch(0);

        @Tool("Books a trip")
        public String book(String to) throws InterruptedException {
            booked.add(to);
            assertThat(booking.await(30, TimeUnit.SECONDS)).isTrue();
            return "booked " + to;
        }

        @Tool("Looks around for a long time")
        public String look(String at) throws InterruptedException {
            assertThat(looking.await(30, TimeUnit.SECONDS)).isTrue();
            return "seen " + at;
        }

        @Tool("Works for a while")
        public String work(long millis) throws InterruptedException {
            assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS))
                    .isFalse();
            return "worked";
        }
    }

    @TempDir
    static Path folder;

    private final RunQueries queries = new RunQueries(db.database());
    private final ApprovalQueue queue = new ApprovalQueue(db.database());
    private final Desk desk = new Desk();

    @Test
    void whatARunHasWorkedBeforeItPausedCountsToItsTimeLimit() {
        var agent = desk("desk")
                .limits(limits -> limits.withRun(Duration.ofSeconds(2)))
                .build();
        try (var os = open(agent)) {
            var paused = os.run("desk", RunRequest.of("hurry"));
            assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
            queue.approve(asked(paused).id(), "bo", null, null);
            var output = goOn(os, paused);
            assertThat(output.status()).isEqualTo(RunStatus.ERROR);
            assertThat(output.error()).startsWith("the run took longer than 2");
            assertThat(output.duration())
                    .as("it had worked for a second before it paused")
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void oneOfTwoProcessesEndsARunAndMakesTheCallsThatTheOtherHadNotBegun() throws Exception {
        var heard = new CopyOnWriteArrayList<AgentEvent>();
        var audit = new Audit();
        desk.booking = new CountDownLatch(1);
        try (var slow = open(both(desk, audit));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var paused =
                    slow.run("desk", RunRequest.of("both of them").user("ana").session("s-1"));
            queue.list(ApprovalFilter.PENDING.ofRun(paused.runId()), 5, null)
                    .fetch()
                    .approvals()
                    .forEach(asked -> queue.approve(asked.id(), "bo", null, null));
            var first = threads.submit(() -> Optional.ofNullable(slow.goOn(paused.runId(), heard::add)));
            await().atMost(PATIENCE).until(() -> !desk.booked.isEmpty());
            letClaimEnd(paused);

            var other = new Desk();
            RunOutput output;
            try (var os = open(both(other, audit))) {
                output = goOn(os, paused);
            }
            assertThat(output.toolCalls()).extracting(ToolUse::errorType).containsExactly("interrupted", null);
            assertThat(other.booked).as("which nobody had begun").containsExactly("Rome");

            desk.booking.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS)).as("it is another's").isEmpty();
            assertThat(desk.booked).as("not what the other has made").containsExactly("Berlin");
            assertThat(heard).noneMatch(event -> event instanceof AgentEvent.Ended);
            assertEnded(output, RunStatus.OK);
            assertThat(trace(output).run().output()).contains(output.content());
            await().atMost(PATIENCE).until(() -> !audit.ends.isEmpty());
        }
        assertThat(audit.ends).as("of one end").containsExactly("ok: It is done: booked Rome");
    }

    @Test
    void aProcessThatHasLostARunDoesNotPauseItOnceMore() throws Exception {
        desk.booking = new CountDownLatch(1);
        try (var slow = open(desk("desk").build());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var paused = slow.run("desk", RunRequest.of("again and again"));
            queue.approve(asked(paused).id(), "bo", null, null);
            var first = threads.submit(() -> Optional.ofNullable(slow.goOn(paused.runId(), null)));
            await().atMost(PATIENCE).until(() -> !desk.booked.isEmpty());
            letClaimEnd(paused);
            var other = new Desk();
            try (var os = open(Agent.builder("desk")
                    .model(model())
                    .tools(other)
                    .confirm("book")
                    .build())) {
                assertThat(goOn(os, paused).status()).isEqualTo(RunStatus.PAUSED);
                desk.booking.countDown();
                assertThat(first.get(30, TimeUnit.SECONDS)).isEmpty();
                queue.approve(asked(paused).id(), "bo", null, null);
                var output = goOn(os, paused);
                assertThat(other.booked).containsExactly("Rome");
                assertThat(desk.booked).containsExactly("Berlin");
                assertEnded(output, RunStatus.OK);
            }
            assertThat(queue.list(ApprovalFilter.ALL.ofRun(paused.runId()), 5, null)
                            .fetch()
                            .approvals())
                    .extracting(Approval::status)
                    .as("of the other alone")
                    .containsExactly(ApprovalStatus.APPROVED, ApprovalStatus.APPROVED);
        }
    }

    @Test
    void whatARunAsksIsDecidedWhileItStillWorksAndItGoesOnAtOnce() throws Exception {
        try (var os = open(desk("desk").build());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.submit(() -> os.run("desk", RunRequest.of("beside each other")));
            await().atMost(PATIENCE).until(() -> !pending().isEmpty());
            var asked = pending().getFirst();
            assertThat(asked.description()).isEqualTo("Books a trip");
            assertThat(asked.runStatus()).isEqualTo("running");
            assertThat(queue.approve(asked.id(), "bo", null, null))
                    .isInstanceOfSatisfying(
                            ApprovalQueue.Outcome.Decided.class,
                            decided -> assertThat(decided.isRunReady())
                                    .as("it is at work")
                                    .isFalse());
            assertThat(running.isDone()).isFalse();
            desk.looking.countDown();
            var output = running.get(30, TimeUnit.SECONDS);
            assertThat(output.status()).isEqualTo(RunStatus.OK);
            assertThat(output.toolCalls()).extracting(ToolUse::result).containsExactly("seen Berlin", "booked Berlin");
            assertEnded(output, RunStatus.OK);
        }
    }

    @Test
    void whatWasAskedIsOverWithTheRunThatEndsBesideIt() throws Exception {
        var signal = new Cancellation();
        try (var os = open(desk("desk").build());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.submit(
                    () -> os.run(os.component("desk"), RunRequest.of("beside each other"), null, signal));
            await().atMost(PATIENCE).until(() -> !pending().isEmpty());
            var asked = pending().getFirst();
            signal.cancel("by ana");
            assertThat(running.get(30, TimeUnit.SECONDS).status()).isEqualTo(RunStatus.CANCELLED);
            var over = queue.approval(asked.id()).fetch().orElseThrow();
            assertThat(over.status()).isEqualTo(ApprovalStatus.CANCELLED);
            assertThat(over.runStatus()).isEqualTo("cancelled");
        }
    }

    @Test
    void aMemberThatIsGoneIsOneErrorThatTheModelIsTold() throws Exception {
        var paused = delegated();
        queue.approve(asked(paused).id(), "bo", null, null);
        var another = Team.ledBy(Agent.builder("team").model(model()).build())
                .members(Agent.builder("other").model(model()).build())
                .build();
        try (var os = open(another)) {
            var output = goOn(os, paused);
            assertThat(output.content()).isEqualTo("The desk says: there is no member \"desk\"; there are: other");
            assertEnded(output, RunStatus.OK);
        }
        assertThat(desk.booked).isEmpty();
    }

    @Test
    void aToolThatIsGoneIsOneErrorThatTheModelIsTold() throws Exception {
        var paused = delegated();
        queue.approve(asked(paused).id(), "bo", null, null);
        try (var os = open(Agent.builder("team").model(model()).build())) {
            var output = goOn(os, paused);
            assertThat(output.content()).isEqualTo("The desk says: there is no tool \"delegate_task\"; there are none");
            assertThat(output.toolCalls()).extracting(ToolUse::errorType).containsExactly("unknown_tool");
            assertEnded(output, RunStatus.OK);
        }
    }

    @Test
    void aStepThatIsGoneFailsTheWorkflow() throws Exception {
        RunOutput paused;
        try (var os = open(trip("book"))) {
            paused = os.run("trip", RunRequest.of("a trip"));
        }
        queue.approve(asked(paused).id(), "bo", null, null);
        try (var os = open(Workflow.of("trip", steps -> steps.call("tell", input -> "told")))) {
            var output = goOn(os, paused);
            assertThat(output.error())
                    .isEqualTo("the workflow does not come to /book any more, where the run had paused");
            assertEnded(output, RunStatus.ERROR);
        }
    }

    /** Hears of ends. */
    public static final class Audit {
        private final List<String> ends = new CopyOnWriteArrayList<>();

        @Hook(runInBackground = true)
        public void audit(RunOutput run) {
            ends.add(run.status().word() + ": " + run.content().lines().toList().getLast());
        }
    }

    /** Makes one call after the other. */
    private static Agent both(Desk desk, Audit audit) {
        return Agent.builder("desk")
                .model(model())
                .tools(desk)
                .confirm("book")
                .limits(limits -> limits.withParallelTools(1))
                .postHooks(audit)
                .build();
    }

    /** Half a minute later, for the database. */
    private static void letClaimEnd(RunOutput run) throws SQLException {
        var target = db.target();
        try (var connection = DriverManager.getConnection(target.url(), target.user(), target.password());
                var update = connection.prepareStatement(
                        "UPDATE runtree_paused_runs"
                                + " SET held_until = now() - interval '1 second' WHERE run_id = ? AND held_until IS NOT NULL")) {
            update.setString(1, run.runId());
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private List<Approval> pending() {
        return queue.list(ApprovalFilter.PENDING, 5, null).fetch().approvals();
    }

    private Workflow trip(String step) {
        return Workflow.of("trip", steps -> steps.run(step, desk("desk").build(), input -> "book it"));
    }

    /** A team's run whose member waits. */
    private RunOutput delegated() {
        var team = Team.ledBy(Agent.builder("team").model(model()).build())
                .members(desk("desk").build())
                .build();
        try (var os = open(team)) {
            var paused = os.run("team", RunRequest.of("delegate this").user("ana"));
            assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
            return paused;
        }
    }

    private void assertEnded(RunOutput output, RunStatus status) throws Exception {
        output.stored().get(20, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> trace(output).spans().stream().noneMatch(span -> span.endNanos() == null));
        assertThat(trace(output).run().status()).isEqualTo(status);
    }

    private static Model model() {
        return PausingRuns.model(folder, SCRIPT);
    }

    private AgentBuilder desk(String id) {
        return Agent.builder(id).model(model()).tools(desk).confirm("book");
    }

    private static AgentOs open(Component component) {
        return PausingRuns.open(component, db.database());
    }

    private Approval asked(RunOutput of) {
        return queue.list(ApprovalFilter.PENDING.ofRun(of.runId()), 5, null)
                .fetch()
                .approvals()
                .getFirst();
    }

    private Trace trace(RunOutput of) {
        return queries.trace(of.id().traceId()).fetch().orElseThrow();
    }
}
