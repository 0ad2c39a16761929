package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunInput;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Workflows, by what they answer and by the tree that is stored of them. */
final class WorkflowTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String SCRIPT = """
        model: travel-1
        answers:
          - when: {user: broken}
            error: {status: 503, message: overloaded}
          - text: "You said ${user}."
            usage: {input: 10, output: 4}
        """;

    @TempDir
    static Path folder;

    private Agent echo;
    private AgentOs agentOs;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("echo.yaml"), SCRIPT);
        Model model = new Models(folder, Map.of()).open("scripted:echo.yaml");
        echo = Agent.builder("echo").model(model).build();
        agentOs = AgentOs.builder().db(db.database()).build();
    }

    @AfterEach
    void close() {
        agentOs.close();
    }

    @Test
    void takes_steps_one_after_the_other_and_answers_with_the_last() {
        var flow = Workflow.of(
                "chain",
                "The chain",
                steps -> steps.call("trim", input -> input.message().strip())
                        .run("ask", echo)
                        .call(
                                "shout",
                                input -> input.previous().toUpperCase(java.util.Locale.ROOT) + input.output("trim")));

        var output = run(flow, "  hi  ");

        assertThat(output.status()).isEqualTo(RunStatus.OK);
        assertThat(output.content()).isEqualTo("YOU SAID HI.hi");
        var trace = stored(output);
        assertThat(trace.run().type()).isEqualTo(RunType.WORKFLOW);
        assertThat(trace.run().name()).isEqualTo("The chain");
        assertThat(names(trace))
                .containsExactly(
                        "workflow.The chain", "step.trim", "step.ask", "agent.echo", "llm.travel-1", "step.shout");
        assertThat(trace.runs()).extracting(run -> run.parentRunId()).contains(output.runId());
    }

    @Test
    void steps_side_by_side_are_there_at_the_same_time_and_all_their_outputs_go_on() {
        var both = new CountDownLatch(2);
        StepFunction meet = input -> {
            both.countDown();
            both.await();
            return "met " + input.previous();
        };
        var flow = Workflow.of(
                "side",
                steps -> steps.parallel("look", side -> side.call("left", meet).call("right", meet)));

        var output = run(flow, "x");

        assertThat(output.content()).isEqualTo("## left\nmet x\n\n## right\nmet x");
        assertThat(names(stored(output)))
                .containsExactlyInAnyOrder("workflow.side", "step.look", "step.left", "step.right");
    }

    @Test
    void a_function_that_does_not_end_is_let_go_of_when_its_run_is_cancelled() {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var cancellation = new Cancellation();
        var flow = Workflow.of(
                "stuck",
                steps -> steps.call("wait", input -> {
                    begun.countDown();
                    while (over.getCount() > 0) {
                        try {
                            over.await();
                        } catch (InterruptedException e) {
                            // To be interrupted means nothing to it.
                        }
                    }
                    return "late";
                }));
        Thread.ofVirtual().start(() -> {
            try {
                begun.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            cancellation.cancel("by ana");
        });

        var output = agentOs.run(flow, RunRequest.of("x"), null, cancellation);
        over.countDown();

        assertThat(output.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(output.error()).isEqualTo("by ana");
    }

    @Test
    void whatever_a_function_throws_fails_its_step() {
        var flow = Workflow.of(
                "wrong",
                steps -> steps.call("assert", input -> {
                    throw new AssertionError("not so");
                }));

        var output = run(flow, "x");

        assertThat(output.status()).isEqualTo(RunStatus.ERROR);
        assertThat(output.error()).contains("not so");
        assertThat(names(stored(output))).contains("step.assert");
    }

    @Test
    void a_condition_takes_one_way_or_the_other_or_none() {
        var flow = Workflow.of(
                "either",
                steps -> steps.condition(
                                "long?",
                                input -> input.message().length() > 3,
                                then -> then.call(
                                        "cut", input -> input.previous().substring(0, 3)),
                                otherwise -> otherwise.call("fill", input -> input.previous() + "..."))
                        .condition(
                                "x?",
                                input -> input.message().equals("x"),
                                then -> then.call("more", input -> "more")));

        assertThat(run(flow, "abcdef").content()).isEqualTo("abc");
        assertThat(run(flow, "x").content()).isEqualTo("more");
        assertThat(run(flow, "ab").content()).isEqualTo("ab...");
    }

    @Test
    void a_loop_goes_round_until_it_is_enough_and_never_more_often_than_it_may() {
        var rounds = new AtomicInteger();
        var flow = Workflow.of(
                "round",
                steps -> steps.loop(
                        "grow",
                        5,
                        input -> input.previous().length() >= 3,
                        body -> body.call("add", input -> {
                            rounds.incrementAndGet();
                            return input.previous() + "a";
                        })));

        assertThat(run(flow, "x").content()).isEqualTo("xaa");
        assertThat(rounds).hasValue(2);
        var endless = Workflow.of(
                "endless",
                steps -> steps.loop(
                        "grow", 4, input -> false, body -> body.call("add", input -> input.previous() + "a")));
        assertThat(run(endless, "x").content()).isEqualTo("xaaaa");
    }

    @Test
    void a_router_takes_the_step_it_names_and_fails_when_there_is_none() {
        var flow = Workflow.of(
                "desk",
                steps -> steps.router(
                        "who",
                        StepInput::message,
                        routes -> routes.call("flights", input -> "by air").call("trains", input -> "by rail")));

        assertThat(run(flow, "trains").content()).isEqualTo("by rail");
        var lost = run(flow, "boats");
        assertThat(lost.status()).isEqualTo(RunStatus.ERROR);
        assertThat(lost.error()).isEqualTo("the router who chose \"boats\", which is none of flights, trains");
    }

    @Test
    void a_failing_function_or_agent_fails_the_workflow_and_says_where() {
        var function = Workflow.of(
                "bad",
                steps -> steps.call("first", input -> "ok")
                        .call("explode", input -> {
                            throw new IOException("no paper");
                        })
                        .call("never", input -> "not reached"));

        var output = run(function, "x");

        assertThat(output.status()).isEqualTo(RunStatus.ERROR);
        assertThat(output.error()).isEqualTo("the step explode failed: java.io.IOException: no paper");
        var trace = stored(output);
        assertThat(names(trace)).containsExactly("workflow.bad", "step.first", "step.explode");
        assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(trace.run().errorCount()).isEqualTo(1);

        var agent = run(Workflow.of("ask", steps -> steps.run("say", echo)), "broken");
        assertThat(agent.status()).isEqualTo(RunStatus.ERROR);
        assertThat(agent.error()).startsWith("the step say failed: ").contains("overloaded");
    }

    @Test
    void what_fails_side_by_side_lets_the_others_end() {
        var flow = Workflow.of(
                "side",
                steps -> steps.parallel(
                        "look",
                        side -> side.call("good", input -> "fine").call("bad", input -> {
                            throw new IllegalStateException("broken");
                        })));

        var output = run(flow, "x");

        assertThat(output.error()).contains("the step bad failed");
        assertThat(stored(output).spans())
                .filteredOn(span -> span.spanName().equals("step.good"))
                .singleElement()
                .satisfies(span -> assertThat(span.status().word()).isEqualTo("ok"));
    }

    @Test
    void ends_when_it_is_cancelled_before_the_next_step() {
        var cancellation = new Cancellation();
        var flow = Workflow.of(
                "stop",
                steps -> steps.call("first", input -> {
                            cancellation.cancel("by ana");
                            return "done";
                        })
                        .call("second", input -> "not reached"));

        var output = agentOs.run(flow, RunRequest.of("x"), null, cancellation);

        assertThat(output.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(output.error()).isEqualTo("by ana");
        var trace = stored(output);
        assertThat(names(trace)).containsExactly("workflow.stop", "step.first");
        assertThat(trace.run().status()).isEqualTo(RunStatus.CANCELLED);
    }

    /** Hooks of a workflow as a whole. */
    public static final class FlowHooks {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @Hook
        public String ask(RunInput input, Component on) {
            if (input.message().equals("no")) {
                throw StopRun.answering("not now", "Come back later.");
            }
            return input.message() + " for " + on.id();
        }
    }

    /** Those behind it. */
    public static final class EndHooks {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @Hook
        public String sign(RunOutput output) {
            return output.content() + " (signed)";
        }

        @Hook(runInBackground = true)
        public void audit(RunOutput output) {
            heard.add(output.content());
        }
    }

    @Test
    void hooks_of_the_workflow_change_what_it_is_asked_and_what_it_answers() {
        var end = new EndHooks();
        var flow = Workflow.of(
                        "desk",
                        steps -> steps.call("look", input -> "looked at " + input.message())
                                .run("say", echo))
                .withPreHooks(new FlowHooks())
                .withPostHooks(end);
        try (var os = AgentOs.builder().components(flow).db(db.database()).build()) {
            var events = new ArrayList<AgentEvent>();
            var output = os.run(flow, RunRequest.of("Hello"), events::add);

            assertThat(output.content()).isEqualTo("You said looked at Hello for desk. (signed)");
            assertThat(output.input()).isEqualTo("Hello");
            var told = events.stream()
                    .filter(AgentEvent.TextDelta.class::isInstance)
                    .map(event -> ((AgentEvent.TextDelta) event).text())
                    .toList();
            assertThat(told).as("nothing of it before the hook has seen it").containsExactly(output.content());
            await().untilAsserted(() -> assertThat(end.heard).containsExactly(output.content()));
            output.stored().join();
            await().untilAsserted(() -> assertThat(names(stored(output)))
                    .containsExactly(
                            "workflow.desk",
                            "hook.pre.ask",
                            "step.look",
                            "step.say",
                            "agent.echo",
                            "llm.travel-1",
                            "hook.post.sign",
                            "hook.post.audit"));

            var stopped = os.run(flow, RunRequest.of("no"));
            assertThat(stopped.status()).isEqualTo(RunStatus.OK);
            assertThat(stopped.content()).isEqualTo("Come back later.");
            assertThat(names(stored(stopped)))
                    .startsWith("workflow.desk", "hook.pre.ask")
                    .doesNotContain("step.look");
        }
    }

    @Test
    void ends_with_all_that_it_has_started_when_its_time_is_over() {
        var inner = new AtomicReference<Cancellation>();
        var never = new CountDownLatch(1);
        var flow = Workflow.of(
                        "slow",
                        steps -> steps.call("first", input -> "done")
                                .parallel(
                                        "side",
                                        side -> side.call("hang", input -> {
                                                    inner.set(input.cancellation());
                                                    never.await();
                                                    return "late";
                                                })
                                                .call("quick", input -> "quick")))
                .withRunTimeout(Duration.ofMillis(300));

        var output = run(flow, "x");

        assertThat(output.status()).isEqualTo(RunStatus.ERROR);
        assertThat(output.error()).isEqualTo("the run took longer than 300 ms");
        assertThat(Objects.requireNonNull(inner.get()).isLate()).isTrue();
        var trace = stored(output);
        assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(trace.spans()).noneMatch(span -> span.endNanos() == null);
        assertThatThrownBy(() -> flow.withRunTimeout(Duration.ZERO)).hasMessageContaining("longer than nothing");
    }

    @Test
    void session_state_is_shared_by_all_steps() {
        var flow = Workflow.of(
                "state",
                steps -> steps.call("write", input -> {
                            input.state().set("city", "Porto");
                            return "written";
                        })
                        .call("read", input -> String.valueOf(input.state().text("city"))));

        assertThat(run(flow, "x").content()).isEqualTo("Porto");
    }

    @Test
    void steps_are_named_once_and_workflows_do_not_nest() {
        var inner = Workflow.of("inner", steps -> steps.call("a", input -> ""));
        assertThatThrownBy(() ->
                        Workflow.of("w", steps -> steps.call("a", input -> "").call("a", input -> "")))
                .hasMessage("the workflow w has two steps named \"a\"");
        assertThatThrownBy(() -> Workflow.of("w", steps -> {})).hasMessage("the workflow w has no steps");
        assertThatThrownBy(() -> Workflow.of("w", steps -> steps.run("in", inner)))
                .hasMessage("the workflow w cannot run the workflow \"inner\" as a step");
    }

    private RunOutput run(Workflow flow, String message) {
        return agentOs.run(flow, RunRequest.of(message).user("ana").session("s-1"));
    }

    private static Trace stored(RunOutput output) {
        output.stored().join();
        return new RunQueries(db.database()).run(output.id()).fetch().orElseThrow();
    }

    private static List<String> names(Trace trace) {
        return trace.spans().stream().map(span -> span.spanName()).toList();
    }
}
