package dev.runtree.replay.live;

import static dev.runtree.replay.live.Replaying.assertAnswered;
import static dev.runtree.replay.live.Replaying.calls;
import static dev.runtree.replay.live.Replaying.names;
import static dev.runtree.replay.live.Replaying.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runtree.agent.Agent;
import dev.runtree.agent.Limits;
import dev.runtree.agent.ModelServer;
import dev.runtree.agent.mcp.McpServer;
import dev.runtree.agent.mcp.TestMcpServer;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolFailure;
import dev.runtree.model.Part;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.replay.edit.EditableStep.Calling;
import dev.runtree.replay.live.MissingCall.Decision;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.store.Database;
import dev.runtree.store.SpanWriter;
import dev.runtree.store.TestServer;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replays that ask a model again, over real HTTP and on a real database. */
class LiveReplayTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private ModelServer server;
    private Replaying replaying;
    private Agent agent;

    @BeforeEach
    void open() throws IOException {
        server = new ModelServer();
        replaying = new Replaying(db.database());
        agent = Agent.builder("desk")
                .instructions("You find flights.")
                .model(server.model())
                .temperature(0.25)
                .maxTokens(77)
                .tools(new Flights())
                .build();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    public static final class Flights {
        @Tool("Finds flights of a day")
        public String searchFlights(String to, String date) {
            if (date.equals("never")) {
                throw new ToolFailure("NO_DAY", "there is no such day");
            }
            return "{\"price\":" + (date.endsWith("30") ? 179 : 506) + "}";
        }

        @Tool("Books a flight")
        public String book(String flight) {
            return "booked " + flight;
        }
    }

    /** Two flights searched at once, then an answer. */
    private Trace recorded() {
        server.calls(
                        "search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-03\"}",
                        "search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-30\"}")
                .says("It costs 506 euros.");
        var trace = replaying.run(agent, "To Lisbon");
        server.requests.clear();
        assertThat(names(trace))
                .containsExactly(
                        "agent.desk", "llm.tiny-2026", "tool.search_flights", "tool.search_flights", "llm.tiny-2026");
        return trace;
    }

    @Test
    void theWholeRunIsAskedAgain() {
        var original = recorded();
        calls(server, "search_flights", "{\"date\":\"2026-12-30\", \"to\":\"LIS\"}");
        says(server, "It costs 179 euros.");

        var outcome = replaying.replay(original, replaying.fork(original, null, null), server);

        assertAnswered(outcome, "It costs 179 euros.");
        assertThat(replaying.answers()).containsExactly("search_flights recorded 4");
        var asked = server.requests.getFirst();
        assertThat(asked.path("messages").get(0).path("content").asText()).isEqualTo("You find flights.");
        assertThat(asked.path("messages").get(1).path("content").asText()).isEqualTo("To Lisbon");
        assertThat(asked.path("temperature").asDouble()).isEqualTo(0.25);
        assertThat(asked.path("max_tokens").asInt()).isEqualTo(77);
        assertThat(asked.path("tools").findValuesAsText("name")).contains("search_flights", "book");
        assertThat(asked.path("tools").toString()).contains("Finds flights of a day", "\"date\"");
        var told = server.requests.get(1).path("messages");
        assertThat(told.get(3).path("role").asText()).isEqualTo("tool");
        assertThat(told.get(3).path("tool_call_id").asText()).isEqualTo("new_0");
        assertThat(told.get(3).path("content").asText()).isEqualTo("{\"price\":179}");

        var trace = replaying.stored(outcome);
        assertThat(names(trace))
                .containsExactly("agent.desk", "llm.tiny-2026", "recorded.tool.search_flights", "llm.tiny-2026");
        var run = trace.run();
        assertThat(run.source()).isEqualTo(Source.REPLAY);
        assertThat(run.replayOf()).isEqualTo(original.run().runId());
        assertThat(run.status()).isEqualTo(RunStatus.OK);
        assertThat(run.actor().userId()).isNull();
        assertThat(run.own().input()).isEqualTo(42);
        assertThat(run.own().output()).isEqualTo(14);
        assertThat(run.output()).isEqualTo("It costs 179 euros.");
        assertThat(replaying.trace(original.run().id())).isEqualTo(original);
    }

    @Test
    void aForkWithAnEditedResultKeepsTheOtherCallOfTheSameAnswer() {
        var original = recorded();
        says(server, "It costs 99 euros.");
        var step = original.spans().get(2);

        var outcome = replaying.replay(
                original,
                replaying.fork(
                        original,
                        step.id().spanId().substring(0, 8),
                        recorded -> new Calling(
                                "search_flights", ((Calling) recorded).arguments(), "{\"price\":99}", false)),
                server);

        assertAnswered(outcome, "It costs 99 euros.");
        assertThat(server.requests).hasSize(1);
        var messages = server.requests.getFirst().path("messages");
        assertThat(messages).hasSize(5);
        assertThat(messages.get(2).path("tool_calls")).hasSize(2);
        assertThat(messages.get(3).path("content").asText()).isEqualTo("{\"price\":99}");
        assertThat(messages.get(4).path("content").asText()).isEqualTo("{\"price\":179}");
        var trace = replaying.stored(outcome);
        assertThat(names(trace))
                .containsExactlyInAnyOrder(
                        "agent.desk",
                        "recorded.llm.tiny-2026",
                        "recorded.tool.search_flights",
                        "recorded.tool.search_flights",
                        "llm.tiny-2026");
        assertThat(trace.run().own().input()).isEqualTo(21);
        assertThat(replaying
                        .content(trace, "llm.tiny-2026")
                        .outputMessages()
                        .getFirst()
                        .text())
                .isEqualTo("It costs 99 euros.");
        var payloads =
                new dev.runtree.store.RunQueries(db.database()).payloads(trace).fetch();
        var root = payloads.getFirst().payload();
        assertThat(root.attributes())
                .contains("\"runtree.forked_at\"")
                .contains(step.id().traceId() + "-" + step.id().spanId());
        assertThat(root.links())
                .contains(step.id().spanId())
                .contains(original.run().id().spanId());
        assertThat(replaying.answers()).containsExactly("search_flights edited 0");
    }

    @Test
    void argumentsThatAreEditedAreWhatTheModelWroteAndAreAnsweredAnew() {
        var original = recorded();
        says(server, "It costs 179 euros.");

        var outcome = replaying.replay(
                original,
                replaying.fork(original, "3", recorded -> {
                    var call = (Calling) recorded;
                    return new Calling(
                            call.tool(), "{\"to\":\"LIS\",\"date\":\"2026-12-31\"}", call.result(), call.failed());
                }),
                server);

        assertAnswered(outcome, "It costs 179 euros.");
        var messages = server.requests.getFirst().path("messages");
        assertThat(messages.get(2)
                        .path("tool_calls")
                        .get(0)
                        .path("function")
                        .path("arguments")
                        .asText())
                .contains("2026-12-31");
        assertThat(messages.get(2)
                        .path("tool_calls")
                        .get(1)
                        .path("function")
                        .path("arguments")
                        .asText())
                .contains("2026-12-30");
        assertThat(replaying.answers()).containsExactly("search_flights near 3");
    }

    @Test
    void aModelCallIsEditedAndAskedWithItsEdit() {
        var original = recorded();
        says(server, "Bom dia");

        var outcome = replaying.replay(
                original,
                replaying.fork(original, "5", recorded -> {
                    var asking = (Asking) recorded;
                    var messages = new ArrayList<>(asking.messages());
                    messages.set(0, dev.runtree.model.Message.text("system", "Answer in Portuguese."));
                    var parameters = asking.parameters()
                            .deepCopy()
                            .put("temperature", 1.5)
                            .put("seed", 7);
                    return new Asking("openai:other", parameters, messages, List.of());
                }),
                server);

        assertAnswered(outcome, "Bom dia");
        var asked = server.requests.getFirst();
        assertThat(asked.path("model").asText()).isEqualTo("other");
        assertThat(asked.path("temperature").asDouble()).isEqualTo(1.5);
        assertThat(asked.path("seed").asInt()).isEqualTo(7);
        assertThat(asked.path("max_tokens").asInt()).isEqualTo(77);
        assertThat(asked.path("tools").isMissingNode() || asked.path("tools").isEmpty())
                .isTrue();
        assertThat(asked.path("messages").get(0).path("content").asText()).isEqualTo("Answer in Portuguese.");
        assertThat(names(replaying.stored(outcome)))
                .containsExactly(
                        "agent.desk",
                        "recorded.llm.tiny-2026",
                        "recorded.tool.search_flights",
                        "recorded.tool.search_flights",
                        "llm.tiny-2026");
    }

    @Test
    void aNearResultIsShownAsNearAndStrictnessStopsThere() {
        var original = recorded();
        calls(server, "search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-29\"}");
        says(server, "About 506.");
        var outcome = replaying.replay(original, replaying.fork(original, null, null), server);

        assertAnswered(outcome, "About 506.");
        var near = (ReplayEvent.ToolAnswered) replaying.events.stream()
                .filter(ReplayEvent.ToolAnswered.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(near.answer().how()).isEqualTo(ToolAnswer.How.NEAR);
        assertThat(near.answer().differences()).containsExactly("$.date \"2026-12-29\" instead of \"2026-12-03\"");
        assertThat(replaying.asked).isEmpty();

        replaying.near = false;
        calls(server, "search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-29\"}");
        var strict = replaying.replay(original, replaying.fork(original, null, null), server);
        assertThat(strict.status()).isEqualTo(RunStatus.ERROR);
        assertThat(replaying.asked).hasSize(1);
        assertThat(replaying.asked.getFirst().recorded()).hasSize(2);
    }

    @Test
    void aCallThatWasNeverRecordedStopsWithWhatWasDoneUntilThen() {
        var original = recorded();
        calls(server, "book", "{\"flight\":\"TP 533\"}");

        var outcome = replaying.replay(original, replaying.fork(original, "5", null), server);

        assertThat(outcome.status()).isEqualTo(RunStatus.ERROR);
        assertThat(outcome.problem())
                .isEqualTo(
                        "the model called book {\"flight\":\"TP 533\"}, which was never recorded, so nothing is known"
                                + " of its result");
        var trace = replaying.stored(outcome);
        assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(trace.run().error()).contains("never recorded");
        assertThat(names(trace))
                .contains("recorded.llm.tiny-2026", "llm.tiny-2026")
                .hasSize(5);
    }

    @Test
    void aCallThatWasNeverRecordedIsTypedTakenOrRun() {
        var original = recorded();
        calls(server, "book", "{\"flight\":\"A\"}");
        calls(server, "search_flights", "{\"to\":\"BER\",\"date\":\"x\"}");
        calls(server, "book", "{\"flight\":\"C\"}");
        says(server, "Done");
        replaying.near = false;
        replaying.live = LiveTools.of(agent);
        var decisions = new ArrayList<Decision>(List.of(new Decision.Type("typed it"), new Decision.Run()));
        replaying.missing = call -> call.tool().equals("search_flights")
                ? new Decision.Take(call.recorded().get(1))
                : decisions.removeFirst();

        var outcome = replaying.replay(original, replaying.fork(original, null, null), server);

        assertAnswered(outcome, "Done");
        assertThat(replaying.answers()).containsExactly("book typed 0", "search_flights taken 4", "book live 0");
        assertThat(replaying.asked).allSatisfy(call -> assertThat(call.canRun()).isTrue());
        var told = server.requests.getLast().path("messages");
        assertThat(told.get(3).path("content").asText()).isEqualTo("typed it");
        assertThat(told.get(5).path("content").asText()).isEqualTo("{\"price\":179}");
        assertThat(told.get(7).path("content").asText()).isEqualTo("booked C");
        assertThat(names(replaying.stored(outcome)))
                .contains("recorded.tool.book", "recorded.tool.search_flights", "tool.book");
    }

    @Test
    void liveToolsAreRunWhenTheyAreAllowed() {
        var original = recorded();
        replaying.live = LiveTools.of(agent);
        replaying.runs = true;
        replaying.allowed = true;
        calls(server, "search_flights", "{\"to\":\"LIS\",\"date\":\"never\"}", "search_flights", "{\"to\":1}");
        says(server, "None");
        var outcome = replaying.replay(original, replaying.fork(original, null, null), server);

        assertAnswered(outcome, "None");
        var told = server.requests.getLast().path("messages");
        assertThat(told.get(3).path("content").asText()).isEqualTo("NO_DAY: there is no such day");
        assertThat(told.get(4).path("content").asText()).contains("date");
        var tools = replaying.stored(outcome).spans().stream()
                .filter(span -> span.spanName().equals("tool.search_flights"))
                .toList();
        assertThat(tools).hasSize(2).extracting(Span::status).containsOnly(SpanStatus.ERROR);
        assertThat(replaying.permissions).hasSize(2);

        replaying.allowed = false;
        calls(server, "book", "{\"flight\":\"A\"}");
        var refused = replaying.replay(original, replaying.fork(original, null, null), server);
        assertThat(refused.problem())
                .isEqualTo("the model called book {\"flight\":\"A\"}, which may change something and was not allowed");
    }

    @Test
    void toolsOfMcpServersAreRunAndAskedAboutUnlessTheySayThatTheyOnlyLook(@TempDir Path folder)
            throws LifecycleException {
        var original = recorded();
        try (var mcp = TestMcpServer.http(folder);
                var live = LiveTools.of(Agent.builder("desk")
                        .model(server.model())
                        .mcp(McpServer.http(mcp.url()).confirm("wait").build())
                        .build())) {
            replaying.live = live;
            replaying.runs = true;
            calls(server, "pid", "{}", "search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-30\"}");
            calls(server, "add", "{\"a\":40,\"b\":2}");
            var refused = replaying.replay(original, replaying.fork(original, null, null), server);
            assertThat(refused.problem()).contains("which may change something and was not allowed");
            assertThat(replaying.permissions).containsExactly("add {\"a\":40,\"b\":2}");

            replaying.allowed = true;
            calls(server, "add", "{\"a\":40,\"b\":2}", "wait", "{\"millis\":1}");
            says(server, "Done");
            assertAnswered(replaying.replay(original, replaying.fork(original, null, null), server), "Done");
            assertThat(server.requests
                            .getLast()
                            .path("messages")
                            .get(3)
                            .path("content")
                            .asText())
                    .isEqualTo("42");
            assertThat(replaying.permissions).last().isEqualTo("wait {\"millis\":1}");
        }
        assertThat(replaying.answers())
                .containsExactly("pid live 0", "search_flights recorded 4", "add live 0", "wait live 0");
    }

    @Test
    void aToolWhoseArgumentsHaveChangedIsToldBeforeTheStart() {
        var original = recorded();
        replaying.runs = true;
        replaying.live = LiveTools.of(Agent.builder("desk")
                .model(server.model())
                .tools(new NewFlights())
                .build());
        var settings =
                new ToolSettings(replaying.live, true, true, (tool, arguments) -> false, call -> new Decision.Stop());
        var replay = LiveReplay.prepare(
                replaying.fork(original, null, null),
                "openai:tiny",
                new dev.runtree.agent.model.Models(java.nio.file.Path.of(""), Map.of("OPENAI_BASE_URL", server.url())),
                settings,
                replaying.bounds,
                dev.runtree.pricing.Prices.none());
        assertThat(replay.notes())
                .containsExactly(
                        "The tool search_flights takes other arguments now than when it was recorded; the model is"
                                + " offered it as recorded");
    }

    public static final class NewFlights {
        @Tool("Finds flights of a day")
        public String searchFlights(String destination) {
            return destination;
        }
    }

    @Test
    void aModelThatIsGoneFailsWithItsServersWords() {
        var original = recorded();
        server.status(404, "", "{\"error\":{\"message\":\"The model `tiny` does not exist\"}}");

        var outcome = replaying.replay(original, replaying.fork(original, "5", null), server);

        assertThat(outcome.status()).isEqualTo(RunStatus.ERROR);
        assertThat(outcome.problem()).contains("the model openai:tiny failed").contains("does not exist");
        var last = replaying.stored(outcome).spans().getLast();
        assertThat(last.spanName()).isEqualTo("llm.tiny");
        assertThat(last.status()).isEqualTo(SpanStatus.ERROR);
    }

    @Test
    void aStreamThatIsCutIsAskedAgainAndThenFailsWithWhatHadCome() {
        var original = recorded();
        for (var attempt = 0; attempt < 3; attempt++) {
            server.then((in, out) -> ModelServer.begin(out, "It co", "sts"));
        }
        var outcome = replaying.replay(original, replaying.fork(original, "5", null), server);

        assertThat(outcome.status()).isEqualTo(RunStatus.ERROR);
        assertThat(replaying.events.stream().filter(ReplayEvent.ModelRetried.class::isInstance))
                .hasSize(2);
        var trace = replaying.stored(outcome);
        assertThat(trace.spans().stream().filter(span -> span.spanName().equals("llm.tiny")))
                .hasSize(3);
        assertThat(replaying
                        .content(trace, "llm.tiny")
                        .outputMessages()
                        .getFirst()
                        .text())
                .isEqualTo("It costs");
    }

    @Test
    void whatCannotBeAskedIsToldBeforeAnythingIsStored() {
        var original = recorded();
        var fork = replaying.fork(original, null, null);
        assertThatThrownBy(() -> replaying.replay(original, fork, Map.of()))
                .isInstanceOf(CannotFork.class)
                .hasMessage("--model: openai:tiny needs a key: set the environment variable OPENAI_API_KEY"
                        + " (and OPENAI_BASE_URL for a server of your own)");
        replaying.model = "";
        assertThatThrownBy(() -> replaying.replay(original, fork, Map.of()))
                .hasMessageStartingWith("The recorded model cannot be asked: openai:tiny needs a key")
                .hasMessageEndingWith("Another one can be named with --model PROVIDER:NAME");
        replaying.bounds = new Bounds(10, BigDecimal.ONE, null);
        assertThatThrownBy(() -> replaying.replay(original, fork, server))
                .hasMessageContaining("What openai:tiny costs is not known, so no limit on money can be kept");
    }

    /** A call of 21 tokens in and 7 out costs 28 cents. */
    @Test
    void whatMayBeSpentIsKeptByOneReplayAndByMany(@TempDir Path folder) throws IOException {
        var list = Files.writeString(
                folder.resolve("prices.yaml"),
                "openai:\n  - {model: tiny, from: 2020-01-01, input: 10000, output: 10000}\n");
        replaying.prices = Prices.of(list, mistake -> {
            throw new AssertionError(mistake);
        });
        var original = recorded();
        for (var call = 0; call < 2; call++) {
            calls(server, "search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-03\"}");
        }
        replaying.bounds = new Bounds(10, new BigDecimal("0.50"), null);
        var outcome = replaying.replay(original, replaying.fork(original, null, null), server);
        assertThat(outcome.problem())
                .isEqualTo("stopped after 2 model calls for $0.56, since this replay may cost $0.50");
        assertThat(replaying.stored(outcome).run().status()).isEqualTo(RunStatus.ERROR);

        says(server, "It costs 506 euros.");
        says(server, "It costs 506 euros.");
        var results = replaying.many(original, 3, new ManyLimits(null, new BigDecimal("0.50"), null), server);
        assertThat(results.stream().map(AttemptResult::problem))
                .containsExactly(null, null, "not begun: all together may cost $0.50");
        assertThat(results.getFirst().run().orElseThrow().replayOf())
                .isEqualTo(original.run().runId());
    }

    @Test
    void aLoopEndsAtItsBoundAndSaysSo() {
        var original = recorded();
        for (var call = 0; call < 3; call++) {
            calls(server, "search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-03\"}");
        }
        replaying.bounds = new Bounds(3, null, null);
        var outcome = replaying.replay(original, replaying.fork(original, null, null), server);
        assertThat(outcome.problem()).isEqualTo("stopped after 3 model calls, the most that this replay may make");
        assertThat(outcome.modelCalls()).isEqualTo(3);
        assertThat(replaying.answers())
                .containsExactly("search_flights recorded 3", "search_flights again 3", "search_flights again 3");
    }

    @Test
    void aReplayThatTakesTooLongEnds() {
        var original = recorded();
        var hold = new CountDownLatch(1);
        server.then((in, out) -> {
            ModelServer.begin(out, "It ");
            hold.await();
        });
        replaying.bounds = new Bounds(3, null, Duration.ofMillis(400));
        var outcome = replaying.replay(original, replaying.fork(original, null, null), server);
        hold.countDown();
        assertThat(outcome.status()).isEqualTo(RunStatus.ERROR);
        assertThat(outcome.problem()).startsWith("the replay took longer than");
    }

    @Test
    void aModelThatNeverAnswersIsGivenUpWhenTheTimeOfTheAgentsModelIsOver() {
        var original = recorded();
        var hold = new CountDownLatch(1);
        server.then((in, out) -> hold.await());
        replaying.live = LiveTools.of(Agent.builder("desk")
                .model(server.model())
                .limits(Limits.DEFAULT.withModel(Duration.ofMillis(300)))
                .build());
        var outcome = replaying.replay(original, replaying.fork(original, null, null), server);
        hold.countDown();
        assertThat(outcome.problem()).isEqualTo("the model openai:tiny failed: no answer within 300 ms");
        assertThat(outcome.type()).isEqualTo("timeout");
        assertThat(replaying.stored(outcome).spans().getLast().status()).isEqualTo(SpanStatus.ERROR);
        assertThat(LiveTools.none().modelTime()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aCancelledReplayIsACancelledRun() {
        var original = recorded();
        var hold = new CountDownLatch(1);
        server.then((in, out) -> {
            ModelServer.begin(out, "It ", "costs");
            replaying.cancellation.cancel("by Ctrl+C");
            hold.await();
        });
        var outcome = replaying.replay(original, replaying.fork(original, "5", null), server);
        hold.countDown();
        assertThat(outcome.status()).isEqualTo(RunStatus.CANCELLED);
        var trace = replaying.stored(outcome);
        assertThat(trace.run().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(names(trace)).contains("recorded.llm.tiny-2026", "llm.tiny");
    }

    @Test
    void aReplayIsForkedLikeAnyRun() {
        var original = recorded();
        says(server, "It costs 99 euros.");
        var first = replaying.replay(
                original,
                replaying.fork(
                        original,
                        "3",
                        step -> new Calling("search_flights", ((Calling) step).arguments(), "99", false)),
                server);
        var replay = replaying.stored(first);
        says(server, "Ninety-nine.");
        server.requests.clear();

        var second = replaying.replay(replay, replaying.fork(replay, "5", null), server);

        assertAnswered(second, "Ninety-nine.");
        assertThat(server.requests
                        .getFirst()
                        .path("messages")
                        .get(3)
                        .path("content")
                        .asText())
                .isEqualTo("99");
        Run run = replaying.stored(second).run();
        assertThat(run.replayOf()).isEqualTo(first.run().runId());
        assertThat(names(replaying.stored(second)))
                .filteredOn(name -> name.startsWith("recorded.recorded"))
                .isEmpty();
        assertThat(run.own().input()).isEqualTo(21);
    }

    @Test
    void theResultIsInTheAnswersMessagesByItsCall() {
        var original = recorded();
        says(server, "ok");
        var outcome = replaying.replay(original, replaying.fork(original, "4", null), server);
        assertAnswered(outcome, "ok");
        assertThat(replaying.answers()).containsExactly("search_flights recorded 4");
        var results = replaying.content(replaying.stored(outcome), "llm.tiny-2026").inputMessages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolResult.class::isInstance)
                .map(part -> ((Part.ToolResult) part).result())
                .toList();
        assertThat(results).containsExactly("{\"price\":506}", "{\"price\":179}");
    }

    @Test
    void whileTheDatabaseTakesNothingALiveReplayIsKeptOnDisk() {
        var original = recorded();
        says(server, "It costs 506 euros.");
        var name = db.target().url().replaceAll(".*/|\\?.*", "");
        Outcome outcome;
        TestServer.get().execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        try (var readOnly = Database.open(db.target(), db.home())) {
            var away = new Replaying(readOnly);
            outcome = away.replay(original, away.fork(original, "5", null), server);
            assertAnswered(outcome, "It costs 506 euros.");
        } finally {
            TestServer.get().execute("ALTER DATABASE " + name + " SET default_transaction_read_only = off");
        }
        // Whoever writes to the database next brings what waits on disk.
        try (var _ = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> new dev.runtree.store.RunQueries(db.database())
                            .run(outcome.run())
                            .fetch()
                            .isPresent());
            assertThat(names(replaying.stored(outcome)))
                    .containsExactly(
                            "agent.desk",
                            "recorded.llm.tiny-2026",
                            "recorded.tool.search_flights",
                            "recorded.tool.search_flights",
                            "llm.tiny-2026");
        }
    }

    @Test
    void aCallWithoutMessagesCannotBeAskedAgain() {
        var original = replaying.sent("""
            {"resourceSpans":[{"scopeSpans":[{"spans":[
              {"traceId":"abcd0000000000000000000000000001","spanId":"abcd000000000001","name":"invoke_agent mute",
               "startTimeUnixNano":"1795525331000000000","endTimeUnixNano":"1795525333000000000",
               "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
                             {"key":"gen_ai.agent.name","value":{"stringValue":"mute"}}]},
              {"traceId":"abcd0000000000000000000000000001","spanId":"abcd000000000002","parentSpanId":"abcd000000000001",
               "name":"chat m","startTimeUnixNano":"1795525331100000000","endTimeUnixNano":"1795525332000000000",
               "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
                             {"key":"gen_ai.request.model","value":{"stringValue":"m"}}]}]}]}]}
            """);
        assertThatThrownBy(() -> replaying.fork(original, null, null))
                .isInstanceOf(CannotFork.class)
                .hasMessage(
                        "What the model was asked in step 2 (llm.m) was not recorded, so that it cannot be asked again."
                                + " Give it messages with --edit.");
        says(server, "Hello");
        var outcome = replaying.replay(
                original,
                replaying.fork(
                        original,
                        null,
                        step -> new Asking(
                                "openai:tiny",
                                ((Asking) step).parameters(),
                                List.of(dev.runtree.model.Message.text("user", "Say hello")),
                                List.of())),
                server);
        assertAnswered(outcome, "Hello");
    }

    @Test
    void stepsAreNamedByNumberOrSpan() {
        var original = recorded();
        var record = replaying.record(original);
        assertThat(StepNamed.in(record, "3").span().id())
                .isEqualTo(original.spans().get(2).id());
        assertThatThrownBy(() -> StepNamed.in(record, "99999"))
                .hasMessageContaining("The run has no step \"99999\": name one by its number, from 1 to 5");
        assertThatThrownBy(() -> replaying.fork(original, "zzz", null)).isInstanceOf(CannotFork.class);
        assertThat(new ForkPlan(record).leaving(StepNamed.in(record, "1")).number())
                .isEqualTo(2);
    }
}
