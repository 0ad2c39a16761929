package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.store.PausedRun;
import dev.runtree.store.PausedRun.Asked;
import dev.runtree.store.PausedRuns;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Approvals by commands. */
class ApprovalsCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"to\":{\"type\":\"string\"},\"price\":{\"type\":\"number\"}}}";

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    @Test
    void whatWaitsIsListedAndShown() throws IOException {
        var id = asked("list_me", "zoe", null);
        assertThat(String.join("\n", printed("approvals", "--user", "zoe")))
                .contains(
                        "ID",
                        "WAITS",
                        id.substring(0, 8),
                        "pending",
                        "list_me",
                        "Travel desk",
                        "zoe",
                        "\"to\": \"Berlin\"");
        var line = json("approvals", "ls", "--tool", "list_me", "--json");
        assertThat(line.get("approval_id").asText()).isEqualTo(id);
        assertThat(line.get("status").asText()).isEqualTo("pending");
        assertThat(line.get("arguments").get("to").asText()).isEqualTo("Berlin");
        assertThat(line.get("decided_by").isNull()).isTrue();
        assertThat(String.join("\n", printed("approvals", "show", id.substring(0, 6))))
                .contains("list_me  pending  " + id, "Asked by: Travel desk", "For: zoe", "\"price\" : 120.5");
        assertThat(json("approvals", "show", id, "--json")
                        .get("schema")
                        .get("type")
                        .asText())
                .isEqualTo("object");
        assertThat(printed("approvals", "ls", "--status", "cancelled", "--tool", "list_me"))
                .containsExactly("No approval matches.");
    }

    @Test
    void oneIsApprovedWithEditedArgumentsAndTheNextIsToldWhoDid() throws IOException {
        var id = asked("edit_me", "ana", null);
        assertThat(printed(
                                "approvals",
                                "approve",
                                id,
                                "--set",
                                "to=2026",
                                "--set",
                                "price=99.90",
                                "--as",
                                "bo",
                                "--reason",
                                "cheaper")
                        .getFirst())
                .isEqualTo("Approved: edit_me for ana, by bo, with edited arguments");
        var now = json("approvals", "show", id, "--json");
        assertThat(now.get("edited_arguments").toString()).isEqualTo("{\"to\":\"2026\",\"price\":99.9}");
        assertThat(now.get("arguments").get("to").asText()).isEqualTo("Berlin");
        assertThat(now.get("reason").asText()).isEqualTo("cheaper");

        assertThat(failed("approvals", "reject", id, "--as", "cy"))
                .startsWith("The approval " + id + " (edit_me) was already approved by bo at ")
                .endsWith(": nothing was changed.\n");
    }

    @Test
    void theAccountDecidesUnlessSomebodyIsNamed() throws IOException {
        var id = asked("reject_me", "ana", null);
        assertThat(printed("approvals", "reject", id, "--reason", "No money left")
                        .getFirst())
                .isEqualTo("Rejected: reject_me for ana, by " + System.getProperty("user.name"));
        assertThat(json("approvals", "show", id, "--json").get("reason").asText())
                .isEqualTo("No money left");
    }

    @Test
    void whatCannotBeIsOneClearLine() {
        assertThat(failed("approvals", "approve", "nothing"))
                .isEqualTo("There is no approval \"nothing\". \"runtree approvals ls --all\" lists them.\n");
        var late = asked("late", "ana", Duration.ofSeconds(-5));
        assertThat(failed("approvals", "approve", late)).contains("(late) expired at ", "nothing was changed");
        var id = asked("wrong", "ana", null);
        assertThat(wrong("approvals", "approve", id, "--set", "form=x"))
                .contains("has no argument \"form\"; it takes price, to");
        assertThat(wrong("approvals", "approve", id, "--set", "price=dear"))
                .contains("The tool wrong does not take these arguments: ", "price");
        assertThat(wrong("approvals", "approve", id, "--arguments", "[1]")).contains("not a JSON object");
        assertThat(wrong("approvals", "approve", id, "--arguments", "{\"a\"")).contains("--arguments is not JSON");
        assertThat(wrong("approvals", "approve", id, "--arguments", "{}", "--set", "to=x"))
                .contains("leave --set out");
        assertThat(wrong("approvals", "approve", id, "--as", " ")).contains("--as needs a name");
        assertThat(wrong("approvals", "--all", "--status", "expired")).contains("give one of them");
        asked("same1", "ana", null, "ffff1");
        asked("same2", "ana", null, "ffff2");
        assertThat(failed("approvals", "show", "ffff"))
                .contains("begins the ids of several approvals: ", "Give more of it.");
    }

    @Test
    void aRunThatWaitsIsGivenUp() {
        var id = asked("cancel_me", "ana", null);
        assertThat(printed("approvals", "cancel", id).getFirst()).startsWith("Cancelled: 1 approval of the run ");
        assertThat(failed("approvals", "cancel", id)).contains("waits for nothing");
        assertThat(failed("approvals", "approve", id)).contains("was cancelled with its run");
    }

    @Test
    void theAuditIsVerifiedErasedFromAndStillIntact() throws IOException {
        var id = asked("audit_me", "eve", null);
        printed("approvals", "approve", id, "--as", "bo");
        var head = json("approvals", "verify", "--json").get("head").asText();
        assertThat(wrong("approvals", "erase", "--user", "eve")).contains("--yes");
        assertThat(failed("approvals", "erase", "--user", "eve", "--yes")).contains("still waits for it");
        printed("approvals", "cancel", asked("audit_me", "eve", null));
        finishRunsOf("eve");
        assertThat(printed("approvals", "erase", "--user", "eve", "--as", "dpo", "--yes")
                        .getFirst())
                .startsWith("Erased values of 2 approvals and 2 rows of the audit, as its row ");
        assertThat(printed("approvals", "verify", "--head", head))
                .first()
                .asString()
                .startsWith("The audit is intact: ")
                .contains("erased on the record in 2");
        assertThat(printed("approvals", "show", id)).noneMatch(line -> line.contains("eve") || line.contains("Berlin"));
        assertThat(failed("approvals", "verify", "--head", "f".repeat(64)))
                .contains("The audit is broken: the hash ffff");
        assertThat(wrong("approvals", "verify", "--head", "xyz")).contains("--head: a hash of the audit");
    }

    @Test
    void theRunOfAFileGoesOnHereAndTheModelAnswers() throws IOException {
        var agent = agentFile();
        var said = printed("run", agent.toString(), "-m", "What is 6 times 7?", "--user", "gus");
        var id = pendingOf("gus");
        assertThat(said.getLast())
                .isEqualTo("The run waits for a decision about calculator {\"expression\":\"6 * 7\"}:"
                        + " runtree approvals approve " + id.substring(0, 8));
        assertThat(printed("ls", "user:gus", "status:paused")).hasSizeGreaterThan(1);
        assertThat(printed("approvals", "approve", id, "--as", "bo"))
                .containsExactly("Approved: calculator for gus, by bo", "It is 42.");
        assertThat(json("ls", "user:gus", "--json").get("status").asText()).isEqualTo("ok");
        assertThat(json("approvals", "show", id, "--json").get("run_status").asText())
                .isEqualTo("ok");
    }

    @Test
    void aRunWhoseFileHasChangedIsLeftToOthersAndCanBeCancelledAllTheSame() throws IOException {
        var agent = agentFile();
        printed("run", agent.toString(), "-m", "What is 6 times 7?", "--user", "una");
        printed("run", agent.toString(), "-m", "What is 6 times 7?", "--user", "una2");
        Files.writeString(agent, "\n# another\n", StandardOpenOption.APPEND);
        assertThat(printed("approvals", "reject", pendingOf("una"), "--reason", "no")
                        .getLast())
                .startsWith("The file has changed since the run paused: " + agent)
                .contains("goes on in a process that has Adder as it was");
        printed("approvals", "cancel", pendingOf("una2"), "--as", "bo", "--reason", "enough");
        var run = json("ls", "user:una2", "--json");
        assertThat(run.get("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void ofARunThatIsStillAtWorkElsewhereItIsSaidThatItGoesOnByItself() {
        var run = aRun("lea");
        var first = asking(run, "first", null, PausedRuns.newId());
        var second = asking(run, "second", null, PausedRuns.newId());
        var runs = new PausedRuns(db.database());
        assertThat(runs.announce(PausedRun.Claim.of(run.runId()), false, run, List.of(first, second)))
                .isTrue();
        assertThat(printed("approvals", "approve", first.id(), "--as", "bo"))
                .containsExactly("Approved: first for lea, by bo", "Its run waits for 1 more decision.");
        assertThat(printed("approvals", "reject", second.id(), "--as", "bo"))
                .containsExactly(
                        "Rejected: second for lea, by bo",
                        "Its run is still at work on other steps, and goes on with this one when they have ended.");
    }

    private String pendingOf(String user) throws IOException {
        return json("approvals", "ls", "--user", user, "--json")
                .get("approval_id")
                .asText();
    }

    private Path agentFile() throws IOException {
        Files.writeString(folder.resolve("adder.script.yaml"), """
            model: adder-1
            answers:
              - when: {step: 1}
                call: [{id: c1, tool: calculator, arguments: {expression: "6 * 7"}}]
              - text: "It is ${result}."
            """);
        return Files.writeString(folder.resolve("adder.yaml"), """
            name: Adder
            model: scripted:adder.script.yaml
            tools: [calculator]
            confirm: [calculator]
            confirm_within: 1h
            """);
    }

    private void finishRunsOf(String user) {
        var runs = new PausedRuns(db.database());
        for (var claimed : runs.claim(List.of(new PausedRuns.Runner("desk", null)), 100, List.of())) {
            if (user.equals(claimed.run().userId())) {
                runs.finish(claimed.claim(), RunStatus.CANCELLED);
            } else {
                runs.release(claimed.claim());
            }
        }
    }

    private static String asked(String tool, String user, @Nullable Duration deadline) {
        return asked(tool, user, deadline, PausedRuns.newId());
    }

    private static String asked(String tool, String user, @Nullable Duration deadline, String id) {
        var run = aRun(user);
        new PausedRuns(db.database()).pause(run, List.of(asking(run, tool, deadline, id)));
        return id;
    }

    private static PausedRun aRun(String user) {
        return new PausedRun(
                UUID.randomUUID().toString().replace("-", "") + "-00000000000000a1",
                RunType.AGENT,
                "desk",
                "Travel desk",
                user,
                null,
                null,
                null,
                "{}");
    }

    private static Asked asking(PausedRun run, String tool, @Nullable Duration deadline, String id) {
        var now = Instant.now();
        return new Asked(
                id,
                run.runId(),
                run.type(),
                run.runnerId(),
                run.name(),
                tool,
                "{\"to\": \"Berlin\", \"price\": 120.50}",
                "Books",
                SCHEMA,
                now,
                deadline == null ? null : now.plus(deadline));
    }

    private JsonNode json(String... words) throws IOException {
        var lines = printed(words);
        assertThat(lines).hasSize(1);
        return JSON.readTree(lines.getFirst());
    }

    private String wrong(String... words) {
        return refused(2, words);
    }

    private String failed(String... words) {
        return refused(1, words);
    }

    private String refused(int status, String... words) {
        captured = new Captured();
        assertThat(run(words)).as(captured.err()).isEqualTo(status);
        assertThat(captured.out()).isEmpty();
        return captured.err();
    }

    private List<String> printed(String... words) {
        captured = new Captured();
        assertThat(run(words)).as(captured.err()).isZero();
        assertThat(captured.err()).isEmpty();
        return captured.lines();
    }

    private int run(String... words) {
        var all = Stream.concat(Stream.of(words), Stream.of("--db", url()));
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens());
    }

    private static String url() {
        var url = db.target().url();
        return url + (url.contains("?") ? "&" : "?") + "user=" + db.target().user() + "&password="
                + db.target().password();
    }
}
