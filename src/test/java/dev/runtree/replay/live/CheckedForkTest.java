package dev.runtree.replay.live;

import static dev.runtree.replay.live.Replaying.calls;
import static dev.runtree.replay.live.Replaying.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.Agent;
import dev.runtree.agent.ModelServer;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.check.CaseResult;
import dev.runtree.check.CheckLimits;
import dev.runtree.check.CheckSettings;
import dev.runtree.check.Checks;
import dev.runtree.check.Mode;
import dev.runtree.check.NewCase;
import dev.runtree.check.Verdict;
import dev.runtree.model.Source;
import dev.runtree.model.Trace;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.edit.EditableStep.Calling;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs and forks that are kept as cases, and checked against a model server over real HTTP. */
class CheckedForkTest {
    private static final String KEY = "sk-123456789012345678901234";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private ModelServer server;
    private Replaying replaying;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        server = new ModelServer();
        replaying = new Replaying(db.database());
        file = folder.resolve("lisbon.yaml");
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    public static final class Clock {
        @Tool("Tells the time")
        public String clock(String zone) {
            return "10:02";
        }
    }

    private Trace recorded() {
        server.calls("clock", "{\"zone\":\"Europe/Lisbon\"}").says("It is 10:02 in Lisbon.");
        var agent = Agent.builder("desk")
                .instructions("You tell the time.")
                .model(server.model())
                .tools(new Clock())
                .build();
        var trace = replaying.run(agent, "What time is it?");
        server.requests.clear();
        return trace;
    }

    /** The fork in which the clock tells another time. */
    private Trace mended() {
        var original = recorded();
        says(server, "It is 3 in the morning.");
        var fork = replaying.fork(original, "3", step -> {
            var call = (Calling) step;
            return new Calling(call.tool(), call.arguments(), "03:00", false);
        });
        var outcome = replaying.replay(original, fork, server);
        assertThat(outcome.answer()).isEqualTo("It is 3 in the morning.");
        server.requests.clear();
        return replaying.stored(outcome);
    }

    private void keep(Trace trace, @Nullable String from, @Nullable Path edit, boolean isOneCall) {
        new NewCase(new RunQueries(db.database()), Prices.none(), null)
                .draft(trace, new NewCase.Wanted(file, false, Mode.LIVE_MODEL, "openai:tiny", from, edit, isOneCall))
                .write();
    }

    private CaseResult check() {
        return check(CheckLimits.NONE, server.url()).getFirst();
    }

    private List<CaseResult> check(CheckLimits limits, String url) {
        var settings =
                new CheckSettings(null, null, false, limits, Map.of("OPENAI_BASE_URL", url, "OPENAI_API_KEY", KEY));
        var told = new ArrayList<CaseResult>();
        try (var recorder = Recorder.ofReplays(db.database(), Prices.none())) {
            new Checks(
                            new RunQueries(db.database()),
                            recorder,
                            Prices.none(),
                            settings,
                            replaying.cancellation,
                            problem -> String.valueOf(problem.getMessage()))
                    .run(List.of(file), one -> {}, told::add);
        }
        return told;
    }

    private static String why(CaseResult result) {
        return switch (result.verdict()) {
            case Verdict.Passed passed -> "passed";
            case Verdict.Failed failed ->
                "failed " + failed.missed().getFirst().key() + ": "
                        + failed.missed().getFirst().got();
            case Verdict.NotDone error -> "error " + error.line();
            case Verdict.Skipped skipped -> "skipped " + skipped.line();
        };
    }

    @Test
    void aMendedForkIsKeptAndFailsWhenTheModelAnswersWrongAgain() throws IOException {
        keep(mended(), null, null, false);
        assertThat(Files.readString(file))
                .contains("replay: live-model", "contains: \"It is 3 in the morning.\"", "zone: Europe/Lisbon")
                .contains("What is before step 4 (llm.tiny-2026) comes from the record.");
        assertThat(Files.readString(folder.resolve("lisbon.otlp.json"))).contains("\n  \"resourceSpans\": [\n");

        says(server, "It is 3 in the morning.");
        var good = check();
        assertThat(why(good)).isEqualTo("passed");
        assertThat(server.requests)
                .as("only what comes behind the fork is asked")
                .hasSize(1);
        assertThat(server.requests.getFirst().toString()).contains("03:00").doesNotContain("10:02");
        var stored = replaying.trace(run(good));
        assertThat(stored.run().source()).isEqualTo(Source.REPLAY);
        assertThat(stored.run().runId()).isNotEqualTo(stored.run().replayOf());

        says(server, "It is 10:02 in Lisbon.");
        var wrong = check();
        assertThat(why(wrong)).isEqualTo("failed answer.contains: It is 10:02 in Lisbon.");
        assertThat(wrong.replay())
                .isNotNull()
                .satisfies(replay -> assertThat(replay.isRecordHere()).isTrue());
    }

    private static dev.runtree.model.SpanId run(CaseResult result) {
        var id = java.util.Objects.requireNonNull(result.replay()).runId();
        var dash = id.indexOf('-');
        return new dev.runtree.model.SpanId(id.substring(0, dash), id.substring(dash + 1));
    }

    @Test
    void anEditStandsInTheCaseAndIsWhatTheModelIsTold() throws IOException {
        var original = recorded();
        var edit = Files.writeString(
                folder.resolve("edit.yml"), "# a comment\ntool: clock\nresult: |-\n  03:00\n\n    sharp\n");
        keep(original, "3", edit, false);
        Files.writeString(
                file, Files.readString(file).replaceFirst("(?m)^expect:$", "expect:\n  answer:\n    contains: \"3\""));
        says(server, "It is 3.");
        assertThat(why(check())).isEqualTo("passed");
        assertThat(server.requests.getFirst().toString()).contains("03:00\\n\\n  sharp");
    }

    @Test
    void oneCallIsAskedOnceAndNobodyAnswersItsTools() {
        keep(recorded(), "2", null, true);
        calls(server, "clock", "{\"zone\":\"Europe/Lisbon\"}");
        assertThat(why(check())).isEqualTo("passed");
        calls(server, "clock", "{\"zone\":\"Europe/Paris\"}");
        assertThat(why(check())).isEqualTo("failed tools.called: clock {\"zone\":\"Europe/Paris\"}");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void aModelThatDoesSomethingElseFailsAndOneThatIsAwayIsAnError() throws IOException {
        keep(recorded(), null, null, false);
        calls(server, "alarm", "{}");
        assertThat(why(check())).startsWith("failed replay: the model called alarm {}, which was never recorded");
        server.status(401, "", "{\"error\":{\"message\":\"no such key " + KEY + "\"}}");
        assertThat(why(check()))
                .startsWith("error the model openai:tiny failed")
                .doesNotContain(KEY);

        var limited = Files.readString(file).replace("model_calls: 2", "model_calls: 1");
        Files.writeString(file, limited);
        calls(server, "clock", "{\"zone\":\"Europe/Lisbon\"}");
        server.requests.clear();
        assertThat(why(check())).startsWith("failed at_most.model_calls: no answer after 1 model call");
        assertThat(server.requests).as("what is too much is not asked").hasSize(1);

        assertThat(why(check(new CheckLimits(null, null, Duration.ofNanos(1)), server.url())
                        .getFirst()))
                .startsWith("skipped the time that all cases may take together is over");
        assertThat(why(check(new CheckLimits(null, BigDecimal.ONE, null), server.url())
                        .getFirst()))
                .startsWith("error What openai:tiny costs is not known, so no limit on money can be kept");
        server.close();
        assertThat(why(check(CheckLimits.NONE, server.url()).getFirst()))
                .startsWith("error the model openai:tiny failed");
        replaying.cancellation.cancel("by Ctrl+C");
        assertThat(why(check())).startsWith("skipped");
    }
}
