package dev.runtree.cli;

import static dev.runtree.testing.SentAgent.gives;
import static dev.runtree.testing.SentAgent.messages;
import static dev.runtree.testing.SentAgent.says;
import static dev.runtree.testing.SentAgent.searches;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.export.training.PublishedForms;
import dev.runtree.model.Annotation.Score;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.SpanId;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.Annotations;
import dev.runtree.testing.SentAgent;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree export --format openai-chat} and its like on a real database, with runs of our own and recorded ones of SDKs. */
class ExportTrainingTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String SYSTEM = says("system", "Be brief.");
    private static final String LOOP = trace(5);

    @TempDir
    static Path folder;

    private static Captured captured = new Captured();
    private static int files;

    @BeforeAll
    static void importRuns() throws IOException {
        var bodies = new ArrayList<String>();
        bodies.add(turn(1, "memory", messages(SYSTEM, says("user", "One?")), says("assistant", "1.")));
        bodies.add(turn(
                2,
                "memory",
                messages(SYSTEM, says("user", "One?"), says("assistant", "1."), says("user", "Two?")),
                says("assistant", "2.")));
        bodies.add(turn(
                3,
                "memory",
                messages(SYSTEM, says("user", "Two?"), says("assistant", "2."), says("user", "Three?")),
                says("assistant", "3.")));
        bodies.add(turn(4, "forgetful", messages(SYSTEM, says("user", "Four?")), says("assistant", "4.")));
        bodies.add(loop(5, "loop"));
        bodies.add(turn(6, "forgetful", messages(SYSTEM, says("user", "Six?")), says("assistant", "6.")));
        bodies.add(loop(7, "again"));
        var failing = new SentAgent(trace(8), 1_795_525_800L);
        failing.model(messages(says("user", "Well?")), messages(says("assistant", "Hm.")));
        failing.agent().failed("gave up");
        bodies.add(failing.json().replace("\"s-1\"", "\"bad\""));
        bodies.add(turn(9, "silent", null, null));
        var again = new SentAgent(trace(10), 1_795_525_910L);
        again.model(messages(says("user", "Ana?")), messages(says("assistant", "I write to ana@example.com.")));
        var broken = again.model(messages(says("user", "Ana?"), says("user", "More?")), null);
        broken.failed("timeout");
        bodies.add(again.json().replace("\"s-1\"", "\"private\""));
        var paths = new ArrayList<>(List.of("import"));
        for (var body : bodies) {
            paths.add(Files.writeString(folder.resolve("body" + paths.size() + ".json"), body)
                    .toString());
        }
        paths.add("src/test/resources/otlp");
        assertThat(run(paths.toArray(String[]::new))).as(captured.err()).isZero();
    }

    @Test
    void aSessionIsALineHoweverMuchOfItTheModelWasAskedAgain() throws IOException {
        var lines = export("session:memory", "--format", "openai-chat");
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(said(line))
                        .containsExactly("Be brief.", "One?", "1.", "Two?", "2.", "Three?", "3."));
        assertThat(captured.lines()).hasSize(1).first().asString().startsWith("Exported 1 line of 3 runs to ");
        assertThat(export("session:forgetful", "--format", "openai-chat"))
                .singleElement()
                .satisfies(line -> assertThat(said(line)).containsExactly("Be brief.", "Four?", "4.", "Six?", "6."));
        assertThat(captured.lines())
                .contains("Joined turns of a session that the model has not seen together: 1 line.");
    }

    @Test
    void aLoopIsOneLineOrOneACall() throws IOException {
        assertThat(export("session:loop", "--format", "openai-chat", "--per", "run"))
                .singleElement()
                .satisfies(line ->
                        assertThat(PublishedForms.tree(line).path("messages")).hasSize(5));
        assertThat(export("session:loop", "--format", "openai-chat", "--per", "call"))
                .extracting(line -> PublishedForms.tree(line).path("messages").size())
                .containsExactly(2, 5);
        assertThat(export("session:loop", "--format", "jsonl", "--per", "call", "--last-call"))
                .singleElement()
                .satisfies(line -> {
                    var tree = PublishedForms.tree(line);
                    assertThat(tree.path("input")).hasSize(4);
                    assertThat(tree.at("/expected_output/parts/0/content").asText())
                            .isEqualTo("Both.");
                    assertThat(tree.at("/metadata/run_ids/0").asText()).startsWith(LOOP);
                    assertThat(tree.at("/input/2/parts/0/response/n").asText()).isEqualTo("3.0");
                });
        assertThat(run("export", "--format", "openai-chat", "--last-call", "-o", "x"))
                .isEqualTo(2);
        assertThat(captured.err()).contains("--last-call goes with --per call");
    }

    @Test
    void tellsWhatIsLeftOutAndWhy() throws IOException {
        var left = folder.resolve("left.jsonl");
        var lines = export(
                "(session:loop OR session:again OR session:bad OR session:silent)",
                "--format",
                "openai-chat",
                "--only-ok",
                "--json",
                "--left-out",
                left.toString());
        assertThat(lines).hasSize(1);
        var report = PublishedForms.tree(captured.out());
        assertThat(report.path("left_out").toString()).isEqualTo("{\"not_ok\":1,\"no_content\":1,\"duplicate\":1}");
        assertThat(report.path("files").path(0).path("lines").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(left))
                .hasSize(3)
                .anySatisfy(
                        line -> assertThat(line).contains("\"reason\":\"not_ok\"", trace(8), "\"session_id\":\"bad\""));
        assertThat(export("session:private", "--format", "sharegpt", "--redact=email"))
                .singleElement()
                .asString()
                .contains("I write to <email 1>.");
        assertThat(captured.lines())
                .contains(
                        "1 call of models failed or broke off: conversations were written without them.",
                        "Redacted email 1 times (1 value).");
        assertThat(run(
                        "export",
                        "session:silent",
                        "--format",
                        "sharegpt",
                        "-o",
                        folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(captured.err()).contains("Nothing was written: of 1 run all was left out. 1 a message without");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void onlyWhatWasJudgedSoWellIsWritten() throws IOException {
        var annotations = new Annotations(db.database());
        judge(annotations, 4, "0.9");
        judge(annotations, 6, "0.4");
        judge(annotations, 5, "1");
        var lines = export("session:*", "--format", "jsonl", "--min-score", "correctness=0.8", "--json");
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(PublishedForms.tree(line)
                                .at("/metadata/scores/correctness")
                                .asInt())
                        .isEqualTo(1));
        assertThat(PublishedForms.tree(captured.out()).at("/left_out/low_score").asInt())
                .isEqualTo(1);
        assertThat(export("session:forgetful", "--format", "jsonl", "--min-score", "0.8", "--per", "run"))
                .hasSize(1);
        assertThat(run("export", "--format", "jsonl", "--min-score", "good", "-o", "x"))
                .isEqualTo(2);
    }

    @Test
    void everySdksRunsBecomeLinesOfThePublishedForms() throws IOException {
        for (var format : List.of("openai-chat", "openai-responses", "sharegpt")) {
            for (var per : List.of("conversation", "call")) {
                var lines = export("--format", format, "--per", per, "--json");
                lines.forEach(line -> PublishedForms.check(format, line));
                assertThat(lines.size()).as(captured.out()).isGreaterThan(20);
                var left = PublishedForms.tree(captured.out()).path("left_out");
                assertThat(left.path("orphan_result").asInt())
                        .as(captured.out())
                        .isZero();
                assertThat(left.path("role").asInt()).as(captured.out()).isZero();
            }
        }
    }

    @Test
    void aSessionIsOnOneSideOfASplitAndAlwaysOnTheSame() throws IOException {
        var first = split();
        assertThat(split()).isEqualTo(first);
        assertThat(first.get(0)).isNotEmpty().doesNotContainAnyElementsOf(first.get(1));
        assertThat(first.get(1)).isNotEmpty();
    }

    @Test
    void aTableIsOneParquetReads() throws IOException {
        var file = folder.resolve("t.parquet");
        assertThat(run("export", "session:memory", "--format", "parquet", "-o", file.toString()))
                .as(captured.err())
                .isZero();
        var bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, 0, 4, UTF_8)).isEqualTo("PAR1");
        assertThat(new String(bytes, bytes.length - 4, 4, UTF_8)).isEqualTo("PAR1");
        assertThat(run("export", "session:memory", "--format", "parquet", "-o", "-"))
                .isEqualTo(2);
        assertThat(run("export", "session:memory", "--only-ok", "-o", "x")).isEqualTo(2);
        assertThat(captured.err()).contains("--only-ok is for training data");
    }

    @Test
    void aReplayIsNoTrainingDataOfItsOwn() throws IOException {
        assertThat(run("replay", LOOP, "--recorded")).as(captured.err()).isZero();
        var file = folder.resolve("replays").toString();
        assertThat(run("export", "source:replay", "--format", "openai-chat", "-o", file))
                .isEqualTo(1);
        assertThat(captured.err()).contains("1 replays of other runs; --replays writes them");
        assertThat(export("source:replay", "--format", "openai-chat", "--replays"))
                .hasSize(1);
    }

    private List<Set<String>> split() throws IOException {
        var file = folder.resolve("split" + ++files + ".jsonl");
        assertThat(run("export", "--format", "jsonl", "--per", "run", "--split", "0.6", "-o", file.toString()))
                .as(captured.err())
                .isZero();
        var sides = new ArrayList<Set<String>>();
        for (var part : List.of(".train.jsonl", ".test.jsonl")) {
            var sessions = new HashSet<String>();
            for (var line : Files.readAllLines(folder.resolve("split" + files + part))) {
                var tree = PublishedForms.tree(line);
                var session = tree.at("/metadata/session_id");
                sessions.add(
                        session.isNull() ? tree.path("id").asText().substring(0, 32) : "session " + session.asText());
            }
            sides.add(sessions);
        }
        return sides;
    }

    private static List<String> export(String... words) throws IOException {
        var file = folder.resolve("out" + ++files + ".jsonl");
        var all = new ArrayList<>(List.of("export"));
        all.addAll(List.of(words));
        all.addAll(List.of("-o", file.toString()));
        assertThat(run(all.toArray(String[]::new))).as(captured.err()).isZero();
        return Files.readAllLines(file);
    }

    private static List<String> said(String line) {
        PublishedForms.check("openai-chat", line);
        var said = new ArrayList<String>();
        for (JsonNode message : PublishedForms.tree(line).path("messages")) {
            said.add(message.path("content").asText());
        }
        return said;
    }

    private static void judge(Annotations annotations, int number, String value) {
        var run = new SpanId(
                trace(number), new SentAgent(trace(number), 1).agent().id());
        annotations.score(
                new Subject(run, run),
                new Score("correctness", new BigDecimal(value), null, null, null, Instant.EPOCH),
                null);
    }

    private static String turn(int number, String session, @Nullable String asked, @Nullable String answered) {
        var agent = new SentAgent(trace(number), 1_795_525_000L + 10L * number);
        agent.model(asked, answered == null ? null : messages(answered));
        return agent.json().replace("\"s-1\"", "\"" + session + "\"");
    }

    private static String loop(int number, String session) {
        var agent = new SentAgent(trace(number), 1_795_525_000L + 10L * number);
        var ask = says("user", "Which?");
        var calls = searches("c1", "a", "c2", "b");
        agent.model(messages(ask), messages(calls));
        agent.tool("c1", "{\"word\":\"a\"}", "{\"n\": 3.0}");
        agent.tool("c2", "{\"word\":\"b\"}", "no");
        agent.model(
                messages(ask, calls, gives("c2", "no"), gives("c1", "{\"n\": 3.0}")),
                messages(says("assistant", "Both.")));
        return agent.json().replace("\"s-1\"", "\"" + session + "\"");
    }

    private static String trace(int number) {
        return "7a%030x".formatted(number);
    }

    private static int run(String... words) {
        captured = new Captured();
        DatabaseTarget.Server target = db.target();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--db", target.url() + "&user=" + target.user() + "&password=" + target.password()));
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens());
    }
}
