package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.Audit;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs that wait for a decision, from the question to the answer. */
@Timeout(60)
final class ApprovalRunTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SCRIPT = """
            model: travel-1
            answers:
              - when: {user: book both, step: 1}
                call:
                  - {id: c1, tool: book, arguments: {to: Berlin}}
                  - {id: c2, tool: look, arguments: {at: Berlin}}
                  - {id: c3, tool: book, arguments: {to: Rome}}
              - when: {user: book both}
                text: "Both: ${result}"
              - when: {user: book twice, step: 1}
                call: [{id: c1, tool: book, arguments: {to: Berlin}}]
              - when: {user: book twice, step: 2}
                call: [{id: c2, tool: book, arguments: {to: Oslo}}]
              - when: {user: book, step: 1}
                text: "I will book it."
                call: [{id: c1, tool: book, arguments: {to: Berlin, price: 1e2}}]
                usage: {input: 100, output: 10}
              - when: {user: wrong, step: 1}
                call: [{id: c1, tool: book, arguments: {where: Berlin}}]
              - when: {user: delegate, step: 1}
                call: [{id: d1, tool: delegate_task, arguments: {member: desk, task: book it}}]
              - when: {user: delegate}
                text: "The desk says: ${result}"
              - text: "It is done: ${result}"
                usage: {input: 200, output: 20}
            """;

    /** What the test's agent can do. */
    public final class Desk {
        private final List<String> booked = new CopyOnWriteArrayList<>();

        @Tool("Books a trip")
        public String book(String to, @Nullable Double price) {
            booked.add(to);
            return "booked " + to;
        }

        @Tool("Looks around")
        public String look(String at) {
            return seen + " " + at;
        }
    }

    @TempDir
    static Path folder;

    private final RunQueries queries = new RunQueries(db.database());
    private String seen = "seen";
    private final Desk desk = new Desk();
    private final BlockingQueue<RunOutput> ended = new LinkedBlockingQueue<>();

    @Test
    void aRunWaitsIsApprovedAndGoesOnAsTheSameRun() throws Exception {
        try (var os = open(agent())) {
            var paused = os.run("desk", RunRequest.of("book it").user("ana").session("s-1"));
            assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
            assertThat(desk.booked).isEmpty();
            paused.stored().get(20, TimeUnit.SECONDS);
            var before = trace(paused);
            assertThat(before.run().status()).isEqualTo(RunStatus.PAUSED);
            assertThat(span(before, SpanKind.APPROVAL).spanName()).isEqualTo("approval.book");

            var asked = pending(os, paused.runId());
            assertThat(asked.tool()).isEqualTo("book");
            assertThat(asked.arguments()).contains("Berlin");
            assertThat(asked.description()).isEqualTo("Books a trip");
            assertThat(asked.schema()).contains("\"to\"");
            assertThat(asked.actor().userId()).isEqualTo("ana");
            assertThat(asked.actor().agentId()).isEqualTo("desk");

            os.approvals().approve(asked.id(), "bo", null, null);
            var output = next();
            assertThat(output.runId()).isEqualTo(paused.runId());
            assertThat(output.status()).isEqualTo(RunStatus.OK);
            assertThat(output.content()).isEqualTo("It is done: booked Berlin");
            assertThat(output.usage().total()).as("of both halves").isEqualTo(330);
            assertThat(desk.booked).containsExactly("Berlin");
            output.stored().get(20, TimeUnit.SECONDS);

            var after = trace(paused);
            assertThat(after.run().status()).isEqualTo(RunStatus.OK);
            assertThat(after.run().startNanos()).isEqualTo(before.run().startNanos());
            assertThat(after.runs()).hasSize(1);
            assertThat(after.spans())
                    .extracting(Span::spanName)
                    .containsExactlyInAnyOrder(
                            "agent.desk", "llm.travel-1", "approval.book", "tool.book", "llm.travel-1");
            assertThat(after.spans()).noneMatch(span -> span.endNanos() == null);
            var approval = span(after, SpanKind.APPROVAL);
            awaitGone(paused);
            var decided = os.approvals().approval(asked.id()).fetch().orElseThrow();
            assertThat(approval.endNanos())
                    .as("from asking until the decision")
                    .isCloseTo(
                            nanos(Objects.requireNonNull(decided.decision()).at()),
                            org.assertj.core.data.Offset.offset(1_000L));
            assertThat(queries.payload(approval.id())
                            .fetch()
                            .orElseThrow()
                            .payload()
                            .attributes())
                    .contains("\"runtree.approval.by\":\"bo\"", asked.id());
            assertThat(decided.runStatus()).isEqualTo("ok");
        }
    }

    @Test
    void argumentsAreEditedAndTheModelIsToldWhatWasDone() throws Exception {
        try (var os = open(agent())) {
            var paused = os.run("desk", RunRequest.of("book it"));
            os.approvals().approve(pending(os, paused.runId()).id(), "bo", "{\"to\":\"Paris\"}", "cheaper");
            assertThat(next().content()).isEqualTo("It is done: booked Paris");
            assertThat(desk.booked).containsExactly("Paris");
        }
    }

    @Test
    void whatIsRejectedIsNotDoneAndTheModelIsToldWhy() throws Exception {
        try (var os = open(agent())) {
            var paused = os.run("desk", RunRequest.of("book it"));
            os.approvals().reject(pending(os, paused.runId()).id(), "bo", "Too dear");
            var output = next();
            assertThat(output.status()).isEqualTo(RunStatus.OK);
            assertThat(output.content()).contains("rejected by a person and not made: Too dear");
            assertThat(output.toolCalls()).extracting(ToolUse::errorType).containsExactly("rejected");
            assertThat(desk.booked).isEmpty();
        }
    }

    @Test
    void whatNobodyDecidesInTimeIsNotDone() throws Exception {
        try (var os = open(agent(policy -> policy.withConfirmation(Duration.ofMillis(300))))) {
            var paused = os.run("desk", RunRequest.of("book it"));
            var asked = os.approvals()
                    .list(ApprovalFilter.ALL.ofRun(paused.runId()), 5, null)
                    .fetch()
                    .approvals();
            assertThat(asked.getFirst().deadline()).isNotNull();
            await().atMost(PATIENCE).until(() -> os.approvals().expire() > 0);
            assertThat(next().content()).contains("nobody approved the call in time");
            assertThat(desk.booked).isEmpty();
        }
    }

    @Test
    void aRunThatIsCancelledEndsWithAllItsSteps() throws Exception {
        try (var os = open(agent())) {
            var paused = os.run("desk", RunRequest.of("book both"));
            assertThat(os.approvals().cancel(paused.runId(), "ana", "changed her mind"))
                    .isEqualTo(2);
            var output = next();
            assertThat(output.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(output.error()).isEqualTo("cancelled by ana: changed her mind");
            output.stored().get(20, TimeUnit.SECONDS);
            var trace = trace(paused);
            assertThat(trace.run().status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(trace.spans()).noneMatch(span -> span.endNanos() == null);
            assertThat(desk.booked).isEmpty();
            awaitGone(paused);
        }
    }

    @Test
    void callsThatNeedNobodyAreDoneBeforeTheRunWaitsAndTheOthersWhenAllIsDecided() throws Exception {
        try (var os = open(agent())) {
            var paused = os.run("desk", RunRequest.of("book both"));
            var asked = os.approvals()
                    .list(ApprovalFilter.PENDING.ofRun(paused.runId()), 5, null)
                    .fetch()
                    .approvals();
            assertThat(asked).hasSize(2);
            paused.stored().get(20, TimeUnit.SECONDS);
            assertThat(span(trace(paused), SpanKind.TOOL).spanName()).isEqualTo("tool.look");
            os.approvals().approve(asked.getFirst().id(), "bo", null, null);
            assertThat(os.goOn(paused.runId(), null))
                    .as("one is still waited for")
                    .isNull();
            os.approvals().reject(asked.getLast().id(), "bo", "no");
            var output = next();
            assertThat(output.toolCalls()).extracting(ToolUse::callId).containsExactly("c1", "c2", "c3");
            assertThat(desk.booked).hasSize(1);
        }
    }

    @Test
    void aRunWithAHugeToolResultGoesOn() throws Exception {
        seen = "x".repeat(21_000_000);
        try (var os = open(agent())) {
            var paused = os.run("desk", RunRequest.of("book both"));
            for (var asked : os.approvals()
                    .list(ApprovalFilter.PENDING.ofRun(paused.runId()), 5, null)
                    .fetch()
                    .approvals()) {
                os.approvals().approve(asked.id(), "bo", null, null);
            }
            assertThat(next().status()).isEqualTo(RunStatus.OK);
            assertThat(desk.booked).hasSize(2);
        }
    }

    @Test
    void aRunMayWaitMoreThanOnce() throws Exception {
        try (var os = open(agent())) {
            var paused = os.run("desk", RunRequest.of("book twice"));
            os.approvals().approve(pending(os, paused.runId()).id(), "bo", null, null);
            assertThat(next().status()).isEqualTo(RunStatus.PAUSED);
            os.approvals().approve(pending(os, paused.runId()).id(), "cy", null, null);
            assertThat(next().status()).isEqualTo(RunStatus.OK);
            assertThat(desk.booked).containsExactly("Berlin", "Oslo");
            awaitGone(paused);
            assertThat(os.approvals()
                            .list(ApprovalFilter.ALL.ofRun(paused.runId()), 5, null)
                            .fetch()
                            .approvals())
                    .extracting(Approval::status, Approval::runStatus)
                    .containsOnly(org.assertj.core.groups.Tuple.tuple(ApprovalStatus.APPROVED, "ok"));
            assertThat(new Audit(db.database()).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
        }
    }

    @Test
    void aBadCallGoesBackToTheModelAndAsksNobody() throws Exception {
        try (var os = open(agent())) {
            var output = os.run("desk", RunRequest.of("wrong"));
            assertThat(output.status()).isEqualTo(RunStatus.OK);
            assertThat(output.toolCalls()).extracting(ToolUse::errorType).containsExactly("invalid_arguments");
            assertThat(os.approvals()
                            .list(ApprovalFilter.ALL.ofRun(output.runId()), 5, null)
                            .fetch()
                            .approvals())
                    .isEmpty();
        }
    }

    @Test
    void aMembersRunWaitsAndItsTeamGoesOnWithIt() throws Exception {
        var leader = Agent.builder("team").model(model()).build();
        var team = Team.ledBy(leader).members(agent()).build();
        try (var os = open(team)) {
            var paused = os.run("team", RunRequest.of("delegate this").user("ana"));
            assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
            paused.stored().get(20, TimeUnit.SECONDS);
            assertThat(trace(paused).runs())
                    .hasSize(2)
                    .allSatisfy(run -> assertThat(run.status()).isEqualTo(RunStatus.PAUSED));
            var asked = pending(os, paused.runId());
            assertThat(asked.actor().agentId()).as("who asks").isEqualTo("desk");
            assertThat(asked.runId()).isNotEqualTo(paused.runId());
            assertThat(asked.topRunId()).isEqualTo(paused.runId());
            os.approvals().approve(asked.id(), "bo", null, null);
            var output = next();
            while (!output.runId().equals(paused.runId())) {
                output = next();
            }
            assertThat(output.content()).isEqualTo("The desk says: It is done: booked Berlin");
            output.stored().get(20, TimeUnit.SECONDS);
            assertThat(trace(paused).runs())
                    .hasSize(2)
                    .allSatisfy(run -> assertThat(run.status()).isEqualTo(RunStatus.OK));
            assertThat(trace(paused).spans()).noneMatch(span -> span.endNanos() == null);
        }
    }

    /** What a workflow's hook has changed stays changed over a pause. */
    public record Once(List<String> told) {
        @Hook
        public String polite(RunInput input) {
            told.add("hooked");
            return input.message() + ", please";
        }
    }

    @Test
    void aWorkflowWaitsInTheMiddleAndDoesNothingTwice() throws Exception {
        var before = new ArrayList<String>();
        var workflow = Workflow.of(
                        "trip",
                        steps -> steps.call("plan", input -> {
                                    before.add("planned");
                                    return "planned";
                                })
                                .run("book", agent(), input -> "book it")
                                .call("tell", input -> input.message() + ": told of " + input.previous()))
                .withPreHooks(new Once(before));
        try (var os = open(workflow)) {
            var paused = os.run("trip", RunRequest.of("a trip"));
            assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
            os.approvals().approve(pending(os, paused.runId()).id(), "bo", null, null);
            var output = next();
            while (!output.runId().equals(paused.runId())) {
                output = next();
            }
            assertThat(output.content()).isEqualTo("a trip, please: told of It is done: booked Berlin");
            assertThat(before).containsExactly("hooked", "planned");
            output.stored().get(20, TimeUnit.SECONDS);
            assertThat(trace(paused).run().status()).isEqualTo(RunStatus.OK);
            assertThat(trace(paused).spans()).noneMatch(span -> span.endNanos() == null);
        }
    }

    @Test
    void cancellingBesideAStepThatWaitsEndsAll() throws Exception {
        var signal = new Cancellation();
        var workflow = Workflow.of(
                "trip",
                steps -> steps.parallel(
                        "both",
                        side -> side.run("book", agent(), input -> "book it").call("end", input -> {
                            await().atMost(PATIENCE).until(() -> isAsked(input.runId()));
                            signal.cancel("no more");
                            signal.check();
                            return "";
                        })));
        try (var os = open(workflow)) {
            var output = os.run(os.component("trip"), RunRequest.of("a trip"), null, signal);
            assertThat(output.status()).isEqualTo(RunStatus.CANCELLED);
            output.stored().get(20, TimeUnit.SECONDS);
            assertThat(trace(output).spans()).hasSizeGreaterThan(4).noneMatch(span -> span.endNanos() == null);
        }
    }

    @Test
    void whatWasDecidedWhileNobodyWasThereGoesOnWhenSomebodyComes() throws Exception {
        String runId;
        String id;
        try (var os = open(agent())) {
            var paused = os.run("desk", RunRequest.of("book it"));
            runId = paused.runId();
            id = pending(os, runId).id();
        }
        new dev.runtree.store.ApprovalQueue(db.database()).approve(id, "bo", null, null);
        assertThat(desk.booked).isEmpty();
        try (var another = AgentOs.builder()
                .agents(Agent.builder("other").model(model()).build())
                .db(db.database())
                .build()) {
            assertThat(another.goOn(runId, null))
                    .as("it does not have the agent")
                    .isNull();
        }
        try (var os = open(agent())) {
            assertThat(os).isNotNull();
            assertThat(next().runId()).isEqualTo(runId);
            assertThat(desk.booked).containsExactly("Berlin");
        }
    }

    @Test
    void aRunGoesOnWhenItsCallerWantsIt() {
        try (var os = AgentOs.builder()
                .agents(agent())
                .db(db.database())
                .takesUp(false)
                .build()) {
            var paused = os.run("desk", RunRequest.of("book it"));
            assertThat(os.goOn(paused.runId(), null)).as("it still waits").isNull();
            os.approvals().approve(pending(os, paused.runId()).id(), "bo", null, null);
            var told = new ArrayList<AgentEvent>();
            assertThat(os.goOn(paused.runId(), told::add)).isNotNull().satisfies(output -> {
                assertThat(output.runId()).isEqualTo(paused.runId());
                assertThat(output.content()).isEqualTo("It is done: booked Berlin");
            });
            assertThat(told).last().isInstanceOf(AgentEvent.Ended.class);
            assertThat(os.goOn(paused.runId(), null)).as("once").isNull();
        }
    }

    @Test
    void withoutADatabaseARunThatWouldWaitFailsAndSaysWhy() {
        try (var os = AgentOs.builder().agents(agent()).tracing(false).build()) {
            var output = os.run("desk", RunRequest.of("book it"));
            assertThat(output.status()).isEqualTo(RunStatus.ERROR);
            assertThat(output.error()).contains("could not be paused", "no database");
            assertThatThrownBy(os::approvals).hasMessageContaining("set db");
        }
    }

    @Test
    void hundredsOfRunsThatWaitAreHeldByNobody() throws Exception {
        try (var os = open(agent())) {
            var references = new ArrayList<java.lang.ref.WeakReference<Object>>();
            for (var i = 0; i < 300; i++) {
                var signal = new Cancellation();
                var paused = os.run(os.component("desk"), RunRequest.of("book it"), null, signal);
                assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
                references.add(new java.lang.ref.WeakReference<>(signal));
                references.add(new java.lang.ref.WeakReference<>(paused));
            }
            await().atMost(PATIENCE).until(() -> {
                System.gc();
                return references.stream().allMatch(reference -> reference.get() == null);
            });
            assertThat(os.approvals().counts().fetch().pending()).isGreaterThanOrEqualTo(300);
        }
    }

    private static dev.runtree.agent.model.Model model() {
        return PausingRuns.model(folder, SCRIPT);
    }

    private Agent agent() {
        return agent(policy -> policy.withConfirmation(null));
    }

    private Agent agent(UnaryOperator<dev.runtree.agent.tool.ToolPolicy> policy) {
        return Agent.builder("desk")
                .model(model())
                .tools(desk)
                .policy("book", policy)
                .build();
    }

    private AgentOs open(Component component) {
        return AgentOs.builder()
                .components(component)
                .db(db.database())
                .continued(event -> {
                    if (event instanceof AgentEvent.Ended end) {
                        ended.add(end.output());
                    }
                })
                .build();
    }

    private RunOutput next() throws InterruptedException {
        var output = ended.poll(30, TimeUnit.SECONDS);
        assertThat(output).as("a run that went on").isNotNull();
        return output;
    }

    private static Approval pending(AgentOs os, String runId) {
        return os.approvals()
                .list(ApprovalFilter.PENDING.ofRun(runId), 5, null)
                .fetch()
                .approvals()
                .getFirst();
    }

    private Trace trace(RunOutput of) {
        return queries.trace(of.id().traceId()).fetch().orElseThrow();
    }

    private static Span span(Trace trace, SpanKind kind) {
        return trace.spans().stream()
                .filter(span -> span.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static long nanos(java.time.Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    /** Whether a step of the run that waits for an approval is shown. */
    private static boolean isAsked(String runId) {
        return new RunQueries(db.database())
                .trace(runId.substring(0, runId.indexOf('-')))
                .fetch()
                .filter(trace -> trace.spans().stream().anyMatch(span -> span.kind() == SpanKind.APPROVAL))
                .isPresent();
    }

    /** Its row goes when its end is stored. */
    private static void awaitGone(RunOutput run) {
        await().atMost(PATIENCE)
                .until(() ->
                        new PausedRuns(db.database()).run(run.runId()).fetch().isEmpty());
    }
}
