package dev.runtree.replay;

import static dev.runtree.testing.SentAgent.gives;
import static dev.runtree.testing.SentAgent.messages;
import static dev.runtree.testing.SentAgent.says;
import static dev.runtree.testing.SentAgent.searches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.AskedCall.Found;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.store.Database;
import dev.runtree.store.SpanWriter;
import dev.runtree.store.TestServer;
import dev.runtree.testing.SentAgent;
import dev.runtree.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs of an agent, replayed from their record on a real database, good ones and such as lack something. */
class RecordedReplayTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String QUESTION = says("user", "Where is Rome?");
    private static int traces;

    private final StoredReplays replays = new StoredReplays(db.database());
    private final SentAgent sent = new SentAgent("%032x".formatted(0x4e91a7 + ++traces), 1_795_000_000L + traces);

    @Test
    void aReplayIsAnotherRunThatSaysTheSameAndUsedNothing() {
        var run = story();
        var before = replays.payloads(run);
        var replay = replays.trace(replays.replay(run).run());
        assertThat(replay.run().source()).isEqualTo(Source.REPLAY);
        assertThat(replay.run().replayOf()).isEqualTo(run.runId());
        assertThat(replay.run().id().traceId()).isNotEqualTo(run.traceId());
        assertThat(replay.run().actor().userId()).isNull();
        assertThat(replay.run().actor().sessionId()).isNull();
        assertThat(replay.run().tree().total()).isNull();
        assertThat(replay.run().output()).isEqualTo("In Italy.");
        assertThat(replay.spans().stream().map(Span::spanName))
                .containsExactly("agent.desk", "recorded.llm.m-1", "recorded.tool.search", "recorded.llm.m-1");
        assertThat(replays.contents(replay.run().id())).isEqualTo(replays.contents(run));
        var tool = replays.payloads(replay.run().id()).get(2);
        assertThat(tool.payload().links()).contains(before.get(2).span().id().spanId());
        assertThat(tool.payload().attributes())
                .contains("\"runtree.replay_of_span\":\""
                        + before.get(2).span().id().runId() + "\"")
                .contains("\"runtree.recorded\":true");
        assertThat(replays.payloads(replay.run().id()).get(1).payload().attributes())
                .contains("\"gen_ai.usage.input_tokens\":100");
        assertThat(replays.payloads(run)).as("the original").isEqualTo(before);
    }

    @Test
    void aReplayOfAReplaySaysTheSameAndNamesTheReplay() {
        var run = story();
        var first = replays.replay(run).run();
        var second = replays.replay(first).run();
        assertThat(replays.trace(second).run().replayOf()).isEqualTo(first.runId());
        assertThat(replays.contents(second)).isEqualTo(replays.contents(run));
        assertThat(replays.trace(second).spans().stream().map(Span::spanName))
                .isEqualTo(replays.trace(first).spans().stream()
                        .map(Span::spanName)
                        .toList());
        for (var step : replays.payloads(second)) {
            assertThat(step.payload().attributes().split("runtree.replay_of_span", -1))
                    .hasSize(2);
            assertThat(step.payload().links()).contains(first.traceId()).doesNotContain(run.traceId());
        }
    }

    @Test
    void withoutMessagesItSaysSoAndStoresNothing() {
        sent.model(null, null);
        sent.tool(null, "{}", "x");
        sent.model(null, null);
        var run = store();
        assertThat(replays.recorded(run).lacks().lines())
                .containsExactly(
                        "No messages: step 2 (llm.m-1), its sender does not record what is said to and by models;"
                                + " docs/send-traces.md tells how to have it, and in 1 more step");
        assertThatThrownBy(() -> replays.replay(run))
                .isInstanceOf(CannotReplay.class)
                .hasMessageContaining(run.runId())
                .hasMessageContaining("No messages: step 2");
        assertThat(replays.replaysOf(run)).isEmpty();
    }

    @Test
    void whatIsCutOrTakenOutIsSaidAndReplayedAsItIs() {
        sent.model(messages(QUESTION), messages(searches("c1", "rome")));
        sent.tool("c1", "{\"word\":\"rome\"}", "[{\"city\":\"Rome\",\"country\":\"It");
        sent.model(
                messages(QUESTION, searches("c1", "rome"), gives("c1", "...")),
                messages(says("assistant", "Call [REDACTED by policy].")));
        var run = store();
        assertThat(replays.recorded(run).lacks().lines())
                .containsExactly(
                        "Cut off: step 3 (tool.search), a text in it ends before its end",
                        "Redacted: step 4 (llm.m-1), words were taken out of it before it was recorded");
        assertThat(replays.contents(replays.replay(run).run())).isEqualTo(replays.contents(run));
    }

    @Test
    void anAnswerThatBrokeOffIsReplayedWithItsError() {
        sent.model(messages(QUESTION), messages(says("assistant", "In It"))).failed("connection reset");
        sent.agent().failed("the model failed: connection reset");
        var run = store();
        assertThat(replays.recorded(run).lacks().isNone()).isTrue();
        var replay = replays.replay(run).run();
        assertThat(replays.trace(replay).run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(replays.trace(replay).run().error()).isEqualTo("the model failed: connection reset");
        assertThat(replays.contents(replay)).isEqualTo(replays.contents(run));
    }

    @Test
    void anAnswerThatIsMissingIsTold() {
        sent.model(messages(QUESTION), null);
        assertThat(replays.recorded(store()).lacks().lines())
                .containsExactly("No answer: step 2 (llm.m-1), the model's answer was not recorded");
    }

    @Test
    void parallelCallsHaveTheirOwnResultsWhateverTheirOrder() {
        sent.model(messages(QUESTION), messages(searches("c1", "rome", "c2", "oslo", "c3", "bonn")));
        sent.tool("c2", "{\"word\":\"oslo\"}", "Norway");
        sent.tool(null, "{\"word\":\"bonn\"}", "Germany").atOnce();
        sent.tool("c1", "{\"word\": \"rome\"}", null).atOnce().failed("no such word");
        sent.model(
                messages(
                        QUESTION,
                        searches("c1", "rome", "c2", "oslo", "c3", "bonn"),
                        gives("c1", "no such word"),
                        gives("c2", "Norway"),
                        gives("c3", "Germany")),
                messages(says("assistant", "In Italy.")));
        var run = store();
        var call = (ModelCall) replays.recorded(run).step(2);
        assertThat(call.calls().stream().map(AskedCall::result))
                .containsExactly(
                        new Found.InStep(number(run, "no such word"), false),
                        new Found.InStep(number(run, "Norway"), false),
                        new Found.InStep(number(run, "Germany"), false));
        assertThat(call.calls().stream().map(AskedCall::told)).containsExactly("no such word", "Norway", "Germany");
        var replayed = replays.replay(run);
        assertThat(replayed.notes()).isEmpty();
        assertThat(replays.contents(replayed.run())).isEqualTo(replays.contents(run));
        var spans = replays.trace(replayed.run()).spans();
        assertThat(spans.get(3).startNanos())
                .as("at once, as then")
                .isLessThan(spans.get(2).endNanos());
    }

    /** The step of the tool that failed so or gave that. */
    private int number(SpanId run, String result) {
        return replays.recorded(run).toolCalls().stream()
                .filter(tool -> result.equals(tool.result())
                        || (tool.error() != null && result.equals(tool.error().message())))
                .findFirst()
                .orElseThrow()
                .number();
    }

    @Test
    void aToolWithOtherArgumentsIsShownAsNear() {
        sent.model(messages(QUESTION), messages(searches("c1", "rome")));
        sent.tool(null, "{\"word\":\"roma\"}", "Italy");
        sent.model(
                messages(QUESTION, searches("c1", "rome"), gives("c1", "Italy")),
                messages(says("assistant", "In Italy.")));
        var run = store();
        assertThat(((ModelCall) replays.recorded(run).step(2))
                        .calls()
                        .getFirst()
                        .result())
                .isEqualTo(new Found.InStep(3, true));
        assertThat(replays.replay(run).notes().stream().map(Note::text))
                .containsExactly(
                        "step 3 is near to what step 2 asked of search, with other arguments; its result answers it");
    }

    @Test
    void aResultThatOnlyTheModelWasToldIsKnown() {
        sent.model(messages(QUESTION), messages(searches("c1", "rome")));
        sent.model(
                messages(QUESTION, searches("c1", "rome"), gives("c1", "Italy")),
                messages(says("assistant", "In Italy.")));
        var recorded = replays.recorded(store());
        assertThat(recorded.lacks().isNone()).isTrue();
        assertThat(((ModelCall) recorded.step(2)).calls())
                .containsExactly(new AskedCall("c1", "search", "{\"word\":\"rome\"}", new Found.InRequest(), "Italy"));
    }

    @Test
    void aCallThatNobodyAnsweredIsTold() {
        sent.model(messages(QUESTION), messages(searches("c1", "rome")));
        sent.model(messages(says("user", "Never mind.")), messages(says("assistant", "Fine.")));
        assertThat(replays.recorded(store()).lacks().lines())
                .containsExactly("No result: step 2 (llm.m-1), it asks for search, of which nothing was recorded");
    }

    @Test
    void aHistoryThatWasTrimmedIsUsedAsItWasAndTold() {
        var older = says("user", "Hello.");
        sent.model(messages(older, says("assistant", "Hi."), QUESTION), messages(searches("c1", "rome")));
        sent.tool("c1", "{\"word\":\"rome\"}", "Italy");
        sent.model(
                messages(QUESTION, searches("c1", "rome"), gives("c1", "Italy")),
                messages(says("assistant", "In Italy.")));
        var run = store();
        var replayed = replays.replay(run);
        assertThat(replayed.notes().stream().map(Note::text))
                .containsExactly("step 4 was asked without 2 of the 4 messages before it, or with other words for them;"
                        + " it is replayed as it was asked");
        assertThat(replays.contents(replayed.run())).isEqualTo(replays.contents(run));
    }

    @Test
    void aRunThatGoesOnOrWaitsIsNotReplayed() {
        sent.agent().open();
        sent.model(messages(QUESTION), messages(searches("c1", "rome")));
        sent.step("approval", "search").open();
        var paused = store();
        assertThatThrownBy(() -> replays.replay(paused))
                .isInstanceOf(CannotReplay.class)
                .hasMessageContaining("It is paused: it waits for a decision");
    }

    @Test
    void aReplayThatIsCancelledIsToldToBeAPart() {
        for (var at = 0; at < 150; at++) {
            sent.model(messages(QUESTION), messages(says("assistant", "In Italy.")));
        }
        var run = store();
        assertThatThrownBy(() -> replays.cancelledReplay(run, 100)).isInstanceOf(CancellationException.class);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(replays.replaysOf(run))
                        .singleElement()
                        .satisfies(replay -> {
                            assertThat(replay.status()).isEqualTo(RunStatus.ERROR);
                            assertThat(replay.error()).isEqualTo("The replay broke off");
                            assertThat(replay.spanCount()).isEqualTo(100);
                        }));
        assertThat(replays.trace(replays.replay(run).run()).run().spanCount()).isEqualTo(151);
    }

    @Test
    void whileTheDatabaseTakesNothingAReplayIsKeptOnDisk() {
        var run = story();
        var name = db.target().url().replaceAll(".*/|\\?.*", "");
        SpanId replay;
        TestServer.get().execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        try (var readOnly = Database.open(db.target(), db.home())) {
            replay = new StoredReplays(readOnly).replay(run).run();
            assertThat(replays.replaysOf(run)).isEmpty();
        } finally {
            TestServer.get().execute("ALTER DATABASE " + name + " SET default_transaction_read_only = off");
        }
        // Whoever writes to the database next brings what waits on disk.
        try (var _ = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(replays.replaysOf(run)).hasSize(1));
        }
        assertThat(replays.contents(replay)).isEqualTo(replays.contents(run));
    }

    private SpanId story() {
        sent.model(messages(QUESTION), messages(searches("c1", "rome")));
        sent.tool("c1", "{\"word\":\"rome\"}", "Italy");
        sent.model(
                messages(QUESTION, searches("c1", "rome"), gives("c1", "Italy")),
                messages(says("assistant", "In Italy.")));
        return store();
    }

    private SpanId store() {
        List<RecordedSpan> spans = new OtlpReader(Prices.none())
                .traces(Encoding.JSON, sent.bytes(), Source.IMPORT)
                .spans();
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
        return spans.getFirst().span().id();
    }
}
