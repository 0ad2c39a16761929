package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that is cancelled ends at once, whatever it is doing, and says so; nothing of it goes on behind its back. */
final class CancellationOfRunsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final RunQueries queries = new RunQueries(db.database());
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Cancellation cancellation = new Cancellation();
    private ModelServer server;
    private AgentOs agentOs;

    /** Says when it has begun, and does not let itself be interrupted. */
    public static final class Stubborn {
        private final CountDownLatch reached;
        private volatile boolean released;
        private volatile @Nullable Thread worker;

        Stubborn(CountDownLatch reached) {
            this.reached = reached;
        }

        @Tool("Works")
        public String work() {
            worker = Thread.currentThread();
            reached.countDown();
            while (!released) {
                LockSupport.parkNanos(20_000_000);
                // To be interrupted means nothing to it.
                var _ = Thread.interrupted();
            }
            return "done";
        }

        @Hook
        public void wait(dev.runtree.agent.run.RunInput input) {
            work();
        }
    }

    private final Stubborn stubborn = new Stubborn(reached);

    @BeforeEach
    void open() throws IOException {
        server = new ModelServer();
        agentOs = AgentOs.builder().db(db.database()).build();
    }

    @AfterEach
    void close() throws IOException {
        stubborn.released = true;
        agentOs.close();
        server.close();
    }

    private RunOutput cancelled(Agent agent, @Nullable Consumer<AgentEvent> listener) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    threads.submit(() -> agentOs.run(agent, RunRequest.of("Go").session("s"), listener, cancellation));
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
            cancellation.cancel("by ana");
            return running.get(20, TimeUnit.SECONDS);
        }
    }

    private Trace trace(RunOutput output) {
        assertThat(output.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(output.error()).isEqualTo("by ana");
        output.stored().join();
        var trace = queries.run(output.id()).fetch().orElseThrow();
        assertThat(trace.run().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(trace.run().errorCount()).isZero();
        assertThat(trace.spans()).noneMatch(span -> span.status() == SpanStatus.RUNNING);
        return trace;
    }

    private static void brokenOff(Trace trace, String... names) {
        assertThat(trace.spans())
                .filteredOn(Span::isCancelled)
                .extracting(Span::spanName)
                .containsExactly(names);
    }

    @Test
    void while_the_model_is_thinking_its_connection_is_closed() throws Exception {
        server.then((in, out) -> {
            reached.countDown();
            if (in.read() < 0) {
                closed.countDown();
            }
        });

        var trace = trace(cancelled(Agent.builder("a").model(server.model()).build(), null));

        brokenOff(trace, "agent.a", "llm.tiny");
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void while_the_model_is_answering_its_connection_is_closed_and_what_it_said_is_kept() throws Exception {
        server.then((in, out) -> {
            ModelServer.begin(out, "Once upon a time");
            if (in.read() < 0) {
                closed.countDown();
            }
        });

        var output = cancelled(Agent.builder("a").model(server.model()).build(), event -> {
            if (event instanceof AgentEvent.TextDelta) {
                reached.countDown();
            }
        });

        var trace = trace(output);
        brokenOff(trace, "agent.a", "llm.tiny");
        assertThat(trace.spans().get(1).output()).isEqualTo("Once upon a time");
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void while_it_waits_to_ask_the_model_again() throws Exception {
        server.status(429, "retry-after: 30\r\n", "{\"error\":{\"message\":\"slow down\"}}");

        var output = cancelled(Agent.builder("a").model(server.model()).build(), event -> {
            if (event instanceof AgentEvent.ModelRetried) {
                reached.countDown();
            }
        });

        output.stored().join();
        assertThat(queries.run(output.id()).fetch().orElseThrow().run().status())
                .isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void while_tools_work_that_do_not_let_themselves_be_interrupted() throws Exception {
        server.calls("work", "{}", "work", "{}");

        var trace = trace(cancelled(
                Agent.builder("a").model(server.model()).tools(stubborn).build(), null));

        brokenOff(trace, "agent.a", "tool.work", "tool.work");
    }

    @Test
    void while_a_hook_works() throws Exception {
        var trace = trace(cancelled(
                Agent.builder("a").model(server.model()).preHooks(stubborn).build(), null));

        brokenOff(trace, "agent.a", "hook.pre.wait");
        assertThat(server.requests).isEmpty();
    }

    /** A tool that counts how often it is called. */
    public record Counting(AtomicInteger calls) {
        @Tool("Counts")
        public int count() {
            return calls.incrementAndGet();
        }
    }

    @Test
    void while_a_hook_before_a_tool_works_and_the_tool_is_not_called_any_more() throws Exception {
        server.calls("count", "{}");
        var calls = new AtomicInteger();

        var output = cancelled(
                Agent.builder("a")
                        .model(server.model())
                        .tools(new Counting(calls))
                        .toolPreHooks(stubborn)
                        .build(),
                null);

        stubborn.released = true;
        // Whatever would follow the hook is made on its thread.
        Objects.requireNonNull(stubborn.worker).join();
        assertThat(output.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(calls).hasValue(0);
    }

    @Test
    void by_its_id_from_anywhere() throws Exception {
        server.then((in, out) -> {
            ModelServer.begin(out);
            ModelServer.write(
                    out,
                    ModelServer.event(
                                    "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":"
                                            + "{\"name\":\"work\",\"arguments\":\"{}\"}}]}",
                                    "null")
                            + ModelServer.event("{}", "\"tool_calls\"") + "data: [DONE]\n\n");
        });
        var agent = Agent.builder("a").model(server.model()).tools(stubborn).build();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.submit(() -> agentOs.run(agent, RunRequest.of("Go"), event -> {
                if (event instanceof AgentEvent.ToolStarted) {
                    assertThat(agentOs.cancel(event.run().runId(), "by ana")).isTrue();
                }
            }));
            trace(running.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void a_run_whose_time_is_over_has_failed() {
        server.calls("work", "{}");
        var agent = Agent.builder("a")
                .model(server.model())
                .tools(stubborn)
                .limits(limits -> limits.withRun(Duration.ofMillis(400)))
                .build();

        var output = agentOs.run(agent, RunRequest.of("Go"));

        output.stored().join();
        var trace = queries.run(output.id()).fetch().orElseThrow();
        assertThat(output.error()).isEqualTo("the run took longer than 400 ms");
        assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(trace.spans().stream().filter(Span::failed).map(Span::spanName))
                .isEqualTo(List.of("agent.a", "tool.work"));
    }

    @Test
    void a_run_inside_a_tool_ends_with_the_one_around_it() throws Exception {
        server.calls("ask", "{}").then((in, out) -> {
            reached.countDown();
            if (in.read() < 0) {
                closed.countDown();
            }
        });
        var inner = Agent.builder("inner").model(server.model()).build();
        var outer = Agent.builder("outer")
                .model(server.model())
                .tools(new Inside(agentOs, inner))
                .build();

        var trace = trace(cancelled(outer, null));

        brokenOff(trace, "agent.outer", "tool.ask", "agent.inner", "llm.tiny");
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** A tool that runs an agent. */
    public record Inside(AgentOs agentOs, Agent agent) {
        @Tool("Asks somebody else")
        public String ask() {
            return agentOs.run(agent, RunRequest.of("Go")).content();
        }
    }
}
