package dev.runtree.agent;

import static dev.runtree.agent.PausingRuns.goOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolInput;
import dev.runtree.agent.tool.ToolOutput;
import dev.runtree.model.Approval;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanKind;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What hooks see, and change, of tool calls that people approve, and of runs that end while they wait. */
@Timeout(60)
final class HooksOfPausedRunsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SCRIPT = """
        model: travel-1
        answers:
          - when: {user: unknown, step: 1}
            call: [{id: c1, tool: fly, arguments: {}}]
          - when: {user: slow, step: 1}
            call: [{id: c1, tool: wait, arguments: {}}]
          - when: {user: delegate, step: 1}
            call: [{id: d1, tool: delegate_task, arguments: {member: desk, task: book it}}]
          - when: {user: book, step: 1}
            call: [{id: c1, tool: book, arguments: {to: Berlin}}]
          - text: "It is done: ${result}"
        """;

    @TempDir
    static Path folder;

    private final ApprovalQueue queue = new ApprovalQueue(db.database());
    private final List<String> booked = new CopyOnWriteArrayList<>();
    private final Audit audit = new Audit();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
    }

    /** What the agents can do. */
    public final class Desk {
        @Tool("Books a trip")
        public String book(String to) {
            booked.add(to);
            return "booked " + to;
        }

        @Tool("Waits")
        public String wait(dev.runtree.agent.run.Cancellation signal) throws InterruptedException {
            over.await();
            return "waited";
        }
    }

    /** Hears of ends. */
    public static final class Audit {
        private final List<String> runs = new CopyOnWriteArrayList<>();
        private final List<String> tools = new CopyOnWriteArrayList<>();

        @Hook(runInBackground = true)
        public void run(RunOutput run, Component component) {
            runs.add(component.id() + " " + run.status().word() + " " + run.error());
        }
    }

    /** Hears of tools. */
    public final class ToolAudit {
        @Hook(runInBackground = true)
        public void tool(ToolOutput output) {
            audit.tools.add(output.tool() + " " + output.errorType());
        }
    }

    /** Changes what is asked for. */
    public static final class Correct {
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final String arguments;

        Correct(String arguments) {
            this.arguments = arguments;
        }

        @Hook
        public ToolInput correct(ToolInput input) {
            seen.add(input.arguments());
            return input.withArguments(arguments);
        }
    }

    /** Does not let it through. */
    public static final class Forbid {
        @Hook
        public void forbid(ToolInput input) {
            throw StopRun.failing("no trips to " + input.arguments());
        }
    }

    @Test
    void whatIsApprovedIsWhatTheHooksMadeOfTheCallAndIsMade() throws Exception {
        var correct = new Correct("{\"to\":\"Paris\"}");
        try (var os = open(agent(builder -> builder.toolPreHooks(correct)))) {
            var paused = os.run("desk", RunRequest.of("book it"));
            var asked = asked(paused);
            assertThat(asked.arguments()).isEqualTo("{\"to\":\"Paris\"}");
            queue.approve(asked.id(), "bo", null, null);
            var output = goOn(os, paused);
            assertThat(booked).containsExactly("Paris");
            assertThat(correct.seen).as("once").containsExactly("{\"to\":\"Berlin\"}");
            assertThat(output.toolCalls()).extracting(ToolUse::arguments).containsExactly("{\"to\":\"Paris\"}");
            output.stored().join();
            var spans = new RunQueries(db.database())
                    .trace(output.id().traceId())
                    .fetch()
                    .orElseThrow()
                    .spans();
            assertThat(spans)
                    .filteredOn(span -> span.kind() == SpanKind.HOOK)
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.input()).contains("Berlin"));
            assertThat(spans)
                    .filteredOn(span -> span.kind() == SpanKind.APPROVAL)
                    .singleElement()
                    .satisfies(step -> assertThat(step.input()).contains("Paris"));
        }
    }

    @Test
    void whatAPersonWritesInsteadIsMadeAsItStands() {
        var correct = new Correct("{\"to\":\"Paris\"}");
        try (var os = open(agent(builder -> builder.toolPreHooks(correct)))) {
            var paused = os.run("desk", RunRequest.of("book it"));
            queue.approve(asked(paused).id(), "bo", "{\"to\":\"Rome\"}", null);
            goOn(os, paused);
            assertThat(booked).containsExactly("Rome");
            assertThat(correct.seen).hasSize(1);
        }
    }

    @Test
    void nobodyIsAskedOfACallThatAHookStopsOrSpoils() {
        try (var os = open(agent(builder -> builder.toolPreHooks(new Forbid())))) {
            var output = os.run("desk", RunRequest.of("book it"));
            assertThat(output.error()).isEqualTo("stopped by a hook: no trips to {\"to\":\"Berlin\"}");
            assertThat(all(output)).isEmpty();
        }
        try (var os = open(agent(builder -> builder.toolPreHooks(new Correct("{}"))))) {
            var output = os.run("desk", RunRequest.of("book it"));
            assertThat(output.status()).isEqualTo(RunStatus.OK);
            assertThat(output.toolCalls()).extracting(ToolUse::errorType).containsExactly("invalid_arguments");
            assertThat(all(output)).isEmpty();
        }
    }

    @Test
    void anAuditHearsOfRunsThatAreGivenUpWhileTheyWait() {
        var leader = Agent.builder("team").model(model()).postHooks(audit).build();
        var team = Team.ledBy(leader)
                .members(agent(builder -> builder.postHooks(audit)))
                .build();
        try (var os = open(team)) {
            var paused = os.run("team", RunRequest.of("delegate this"));
            assertThat(audit.runs).isEmpty();
            queue.cancel(paused.runId(), "bo", "no longer wanted");
            try (var stranger = open(Agent.builder("other").model(model()).build())) {
                assertThat(stranger.goOn(paused.runId(), null))
                        .as("it cannot tell the audit")
                        .isNull();
            }
            assertThat(goOn(os, paused).status()).isEqualTo(RunStatus.CANCELLED);
            await().atMost(PATIENCE).until(() -> audit.runs.size() == 2);
        }
        assertThat(audit.runs)
                .containsExactlyInAnyOrder(
                        "team cancelled cancelled by bo: no longer wanted",
                        "desk cancelled cancelled by bo: no longer wanted");
    }

    @Test
    void anAuditOfAWorkflowHearsOfOneThatIsGivenUpWhileItWaits() {
        var workflow = Workflow.of("trip", steps -> steps.run("book", agent(builder -> builder)))
                .withPostHooks(audit);
        try (var os = open(workflow)) {
            var paused = os.run("trip", RunRequest.of("book it"));
            queue.cancel(paused.runId(), "bo", "no longer wanted");
            try (var stranger = open(Agent.builder("other").model(model()).build())) {
                assertThat(stranger.goOn(paused.runId(), null))
                        .as("it cannot tell the audit")
                        .isNull();
            }
            assertThat(goOn(os, paused).status()).isEqualTo(RunStatus.CANCELLED);
            await().atMost(PATIENCE).until(() -> !audit.runs.isEmpty());
        }
        assertThat(audit.runs).containsExactly("trip cancelled cancelled by bo: no longer wanted");
    }

    @Test
    void anAuditHearsOfARunThatCannotPause() {
        var os = AgentOs.builder()
                .agents(agent(builder -> builder.postHooks(audit)))
                .tracing(false)
                .build();
        try (os) {
            os.run("desk", RunRequest.of("book it"));
            await().atMost(PATIENCE).until(() -> !audit.runs.isEmpty());
        }
        assertThat(audit.runs).singleElement().asString().startsWith("desk error an approval is needed");
    }

    @Test
    void anAuditHearsOfCallsThatWereNotMade() {
        UnaryOperator<AgentBuilder> audited = builder -> builder.toolPostHooks(new ToolAudit())
                .policy("book", policy -> policy.withConfirmation(Duration.ofMinutes(5)))
                .policy("wait", policy -> policy.withTimeout(Duration.ofMillis(100)));
        try (var os = open(agent(audited))) {
            var paused = os.run("desk", RunRequest.of("book it"));
            queue.reject(asked(paused).id(), "bo", "too dear");
            goOn(os, paused);
            await().atMost(PATIENCE).until(() -> audit.tools.size() == 1);
            os.run("desk", RunRequest.of("unknown tool"));
            await().atMost(PATIENCE).until(() -> audit.tools.size() == 2);
            os.run("desk", RunRequest.of("slow tool"));
            await().atMost(PATIENCE).until(() -> audit.tools.size() == 3);
        }
        assertThat(audit.tools).containsExactly("book rejected", "fly unknown_tool", "wait timeout");
    }

    private Agent agent(UnaryOperator<AgentBuilder> more) {
        return more.apply(Agent.builder("desk")
                        .model(model())
                        .tools(new Desk())
                        .policy("book", policy -> policy.withConfirmation(null)))
                .build();
    }

    private static AgentOs open(Component component) {
        return PausingRuns.open(component, db.database());
    }

    private List<Approval> all(RunOutput of) {
        return queue.list(ApprovalFilter.ALL.ofRun(of.runId()), 5, null).fetch().approvals();
    }

    private Approval asked(RunOutput of) {
        return all(of).getFirst();
    }

    private static Model model() {
        return PausingRuns.model(folder, SCRIPT);
    }
}
