package dev.runtree.ui.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.demo.Examples;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.AgentFiles;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Databases;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import dev.runtree.ui.snapshot.Screenshots;
import dev.runtree.ui.snapshot.Shot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The view of agents in the program's window, with scripted models on a real database. */
@Tag("fx")
class AgentsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // made when a test shows the view
    private FxWindow window;

    @AfterEach
    void close() {
        window.close();
        new Preferences(db.home()).choice("agents.files", null);
    }

    private void show(Path... files) {
        show(1440, 900, files);
    }

    private void show(int width, int height, Path... files) {
        var paths = new StringBuilder();
        for (var file : files) {
            paths.append(file).append('\n');
        }
        new Preferences(db.home()).choice("agents.files", paths.toString());
        window = new FxWindow(db.home(), Inlets.NONE, width, height);
        window.open(db.target());
        window.run(() -> window.main().show(View.AGENTS));
        if (files.length > 0) {
            window.await(
                    "the file",
                    there -> !there.texts(".file-list .session-name").isBlank());
        }
    }

    private void choose(String name) {
        window.run(() -> {
            var list = (ListView<?>) window.find(".file-list .list-view");
            for (var at = 0; at < list.getItems().size(); at++) {
                if (list.getItems().get(at) instanceof OpenFile file
                        && file.name().equals(name)) {
                    list.getSelectionModel().clearAndSelect(at);
                }
            }
        });
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void say(String words) {
        window.await("where to write", there -> there.ask(() -> there.scene().lookup(".composer-text") != null));
        window.run(() -> {
            var text = (TextArea) window.find(".composer-text");
            text.requestFocus();
            text.setText(words);
        });
        press(KeyCode.ENTER);
    }

    private void press(KeyCode code) {
        window.run(() -> {
            var to = window.find(".composer-text");
            javafx.event.Event.fireEvent(
                    to, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        });
    }

    @Test
    void
            without_a_file_one_click_runs_an_example_team_and_another_example_asks_for_an_approval_that_is_edited_in_place() {
        show();
        window.await("the page", there -> there.shows("Run an example team") && there.shows("confirm: [calculator]"));
        window.press(".begin-page", "Run an example team");
        window.await("what the team answers", there -> there.texts(".chat").contains("Shall I book it?"));
        assertThat(window.texts(".chat")).contains("Delegated to Flights", "Hotel Aurora", "164 euros");
        window.await(
                "the examples",
                there -> there.texts(".file-list").contains("Weekend")
                        && there.texts(".file-list").contains("Bookkeeper"));
        choose("Bookkeeper");
        say("What do 3 nights at 84.50 come to?");
        window.await(
                "the approval",
                there -> there.texts(".chat").contains("calculator")
                        && there.texts(".approval-card").contains("Approve"));
        window.await("that it waits", there -> there.texts(".file-list").contains("waits"));
        window.run(() -> {
            var card = (dev.runtree.ui.approvals.ApprovalCard) window.find(".approval-card");
            card.press(new KeyEvent(KeyEvent.KEY_PRESSED, "e", "e", KeyCode.E, false, false, false, false));
            var field = card.lookupAll(".text-input").stream()
                    .filter(javafx.scene.control.TextInputControl.class::isInstance)
                    .map(javafx.scene.control.TextInputControl.class::cast)
                    .findFirst()
                    .orElseThrow();
            field.setText("\"4 * 84.50\"");
            card.press(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, true, false, false));
        });
        window.await("the answer", there -> there.texts(".chat").contains("338"));
        var decided = new ApprovalQueue(db.database())
                .list(ApprovalFilter.HISTORY, 10, null)
                .fetch()
                .approvals()
                .getFirst();
        assertThat(decided.status()).isEqualTo(ApprovalStatus.APPROVED);
        assertThat(decided.isEdited()).isTrue();
        window.await(
                "its end",
                there -> !there.texts(".file-list").contains("waits")
                        && there.texts(".run-side").contains("Bookkeeper"));
    }

    @Test
    void a_run_can_be_stopped_and_what_was_sent_meanwhile_is_not_asked() throws IOException {
        write("slow.script.yaml", """
            answers:
              - text: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                pace: 400ms
            """);
        show(write("slow.yaml", "name: Slow\nmodel: scripted:slow.script.yaml\n"));
        say("Count");
        window.await("the first words", there -> there.texts(".chat").contains("one"));
        say("And again");
        window.await("that it waits its turn", there -> there.texts(".composer").contains("1 message"));
        press(KeyCode.ESCAPE);
        window.await("its end", there -> there.texts(".chat").contains("Stopped"));
        window.await(
                "the run's end in the database",
                there -> new RunQueries(db.database())
                        .runs(RunFilter.ALL, null, 20).fetch().runs().stream()
                                .anyMatch(run -> run.name().equals("Slow") && run.status() == RunStatus.CANCELLED));
        assertThat(window.texts(".chat")).doesNotContain("fourteen").doesNotContain("And again");
    }

    @Test
    void a_mistake_is_told_at_its_line_and_gone_when_the_file_is_mended() throws IOException {
        write("ok.script.yaml", "answers: [{text: Hello}]\n");
        var file = write("broken.yaml", "name: Broken\nmodl: scripted:ok.script.yaml\n");
        show(file);
        window.await("the mistake", there -> there.texts(".talk").contains("Line 2, column 1"));
        assertThat(window.texts(".file-list")).contains("error in file");
        Files.writeString(file, "name: Mended\nmodel: scripted:ok.script.yaml\n");
        window.await("the mended file", there -> there.texts(".file-list").contains("Mended"));
        say("Hello?");
        window.await("the answer", there -> there.texts(".chat").contains("Hello\n") || there.shows("Hello"));
    }

    @Test
    void a_mistake_of_a_member_is_told_with_its_file_as_seen_from_the_team() throws IOException {
        write("ok.script.yaml", "answers: [{text: Hello}]\n");
        Files.createDirectories(folder.resolve("members"));
        write("members/flights.yaml", "name: Flights\nmodl: scripted:../ok.script.yaml\n");
        show(write("team.yaml", "name: Team\nmodel: scripted:ok.script.yaml\nmembers: [members/flights.yaml]\n"));
        var told = Path.of("members", "flights.yaml") + ", line 2, column 1: unknown key \"modl\"";
        window.await("the mistake", there -> there.texts(".talk").contains(told));
        assertThat(window.texts(".file-list")).contains(told);
    }

    @Test
    void a_team_is_read_again_when_the_file_of_a_member_or_a_script_is_saved() throws IOException {
        write("heard.script.yaml", "answers: [{text: Before}]\n");
        write("heard.yaml", "name: Heard\nmodl: scripted:heard.script.yaml\n");
        show(write("hearing.yaml", "name: Hearing\nmodel: scripted:heard.script.yaml\nmembers: [heard.yaml]\n"));
        window.await("the member's mistake", there -> there.texts(".talk").contains("unknown key \"modl\""));

        write("heard.yaml", "name: Heard\nmodel: scripted:heard.script.yaml\n");
        window.await("the team", there -> there.texts(".file-list").contains("Hearing"));
        write("heard.script.yaml", "model: second-1\nanswers: [{text: Behind it}]\n");
        window.await("the other script", there -> there.texts(".file-list").contains("second-1"));
        say("Hello?");
        window.await("its answer", there -> there.texts(".chat").contains("Behind it"));
    }

    @Test
    void the_message_has_the_focus_once_the_files_are_read_unless_it_is_elsewhere() throws IOException {
        write("at.script.yaml", "answers: [{text: Yes}]\n");
        show(write("at.yaml", "name: At\nmodel: scripted:at.script.yaml\n"));
        window.await("the focus", there -> hasFocus(".composer-text"));
    }

    private boolean hasFocus(String selector) {
        return window.ask(() -> {
            var node = window.scene().getRoot().lookup(selector);
            return node != null && node.equals(window.scene().getFocusOwner());
        });
    }

    @Test
    void a_run_that_waited_goes_on_after_a_restart_though_nobody_looks_at_its_view() throws IOException {
        write("away.script.yaml", """
            answers:
              - when: {step: 1}
                call: [{tool: calculator, arguments: {expression: "6 * 7"}}]
              - text: "It is 42."
            """);
        show(write("away.yaml", """
            name: Away
            model: scripted:away.script.yaml
            tools: [calculator]
            confirm: [calculator]
            """));
        say("What is 6 times 7?");
        window.await("the approval", there -> there.texts(".approval-card").contains("Approve"));
        window.close();
        window = new FxWindow(db.home(), Inlets.NONE, 1440, 900);
        window.open(db.target());
        assertThat(window.scene().getRoot().lookupAll(".agents")).isEmpty();
        var queue = new ApprovalQueue(db.database());
        var waiting = queue.list(ApprovalFilter.PENDING, 10, null).fetch().approvals().stream()
                .filter(approval -> "Away".equals(approval.sourceName()))
                .findFirst()
                .orElseThrow();
        queue.approve(waiting.id(), "ana", null, null);
        window.await(
                "the run's end in the database",
                there -> new RunQueries(db.database())
                        .runs(RunFilter.ALL, null, 20).fetch().runs().stream()
                                .anyMatch(run -> run.name().equals("Away") && run.status() == RunStatus.OK));
        window.run(() -> window.main().show(View.AGENTS));
        window.await(
                "what was answered meanwhile", there -> there.texts(".chat").contains("It is 42."));
    }

    private Path slowAfterApproval(String name, String pace) throws IOException {
        write(name + ".script.yaml", """
            model: before-1
            answers:
              - when: {step: 1}
                call: [{tool: calculator, arguments: {expression: "6 * 7"}}]
              - text: "one two three four five six seven eight nine ten eleven twelve"
                pace: %s
            """.formatted(pace));
        return write(name + ".yaml", """
            name: %s
            model: scripted:%s.script.yaml
            tools: [calculator]
            confirm: [calculator]
            """.formatted(name, name));
    }

    private void approve() {
        window.await("the approval", there -> there.ask(() -> there.scene().lookup(".approval-card:pending") != null));
        window.run(() -> ((dev.runtree.ui.approvals.ApprovalCard) window.find(".approval-card:pending"))
                .press(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, true, false, false)));
    }

    @Test
    void a_run_that_goes_on_after_its_approval_can_be_stopped_and_what_is_sent_meanwhile_waits() throws IOException {
        show(slowAfterApproval("Stoppable", "5s"));
        say("What is it?");
        approve();
        window.await("the first words", there -> there.texts(".chat").contains("one"));
        say("And again");
        window.await("that it waits its turn", there -> there.texts(".composer").contains("1 message"));
        press(KeyCode.ESCAPE);
        window.await("its end", there -> there.texts(".chat").contains("Stopped"));
        window.await(
                "the run's end in the database",
                there -> new RunQueries(db.database())
                        .runs(RunFilter.ALL, null, 20).fetch().runs().stream()
                                .anyMatch(
                                        run -> run.name().equals("Stoppable") && run.status() == RunStatus.CANCELLED));
        assertThat(window.texts(".chat")).doesNotContain("twelve").doesNotContain("And again");
    }

    @Test
    void a_file_that_is_saved_while_a_run_goes_on_after_its_approval_is_read_afterwards() throws IOException {
        var file = slowAfterApproval("Saved", "250ms");
        show(file);
        say("What is it?");
        approve();
        window.await("the first words", there -> there.texts(".chat").contains("one two"));
        write("after.script.yaml", "model: after-1\nanswers: [{text: Nothing}]\n");
        Files.writeString(file, "name: Saved\nmodel: scripted:after.script.yaml\n");
        say("And now?");
        window.await("its end", there -> there.texts(".chat").contains("eleven twelve"));
        window.await("the next turn", there -> there.texts(".chat").contains("And now?"));
        window.await("the file as it is now", there -> there.texts(".file-list").contains("after-1"));
    }

    @Test
    void a_run_that_another_process_goes_on_with_ends_in_the_chat_as_well() throws IOException {
        write("shared.script.yaml", """
            model: shared-1
            answers:
              - when: {step: 1}
                call: [{tool: calculator, arguments: {expression: "6 * 7"}}]
              - text: "Elsewhere it is 42."
            """);
        var text = """
            name: Shared
            model: scripted:shared.script.yaml
            tools: [calculator]
            confirm: [calculator]
            """;
        var file = write("shared.yaml", text);
        show(file);
        say("What is 6 times 7?");
        window.await("the approval", there -> there.texts(".approval-card").contains("Approve"));
        var copy = AgentFile.read(write("copy.yaml", text), null);
        write("others.script.yaml", "model: others-1\nanswers: [{text: No}]\n");
        Files.writeString(file, text.replace("shared.script", "others.script"));
        window.await(
                "the file as it is now, which no longer goes on with the run",
                there -> there.texts(".file-list").contains("others-1"));
        var queue = new ApprovalQueue(db.database());
        var waiting = queue.list(ApprovalFilter.PENDING, 10, null).fetch().approvals().stream()
                .filter(approval -> "Shared".equals(approval.sourceName()))
                .findFirst()
                .orElseThrow();
        queue.approve(waiting.id(), "ana", null, null);
        try (var os =
                AgentOs.builder().files(copy).db(db.database()).takesUp(false).build()) {
            assertThat(Objects.requireNonNull(os.goOn(String.valueOf(waiting.topRunId()), null))
                            .content())
                    .isEqualTo("Elsewhere it is 42.");
        }
        window.await("its end", there -> there.texts(".chat").contains("Elsewhere it is 42."));
    }

    @Test
    void what_was_said_is_there_after_a_restart() throws IOException {
        write("again.script.yaml", "answers: [{text: Nice to meet you}]\n");
        var file = write("again.yaml", "name: Again\nmodel: scripted:again.script.yaml\nsession: s-again\nuser: ana\n");
        show(file);
        say("I am Ana");
        window.await("the answer", there -> there.texts(".chat").contains("Nice to meet you"));
        window.await("the run", there -> there.texts(".run-side").contains("Again"));
        window.close();
        show(file);
        window.await(
                "what was said",
                there -> there.texts(".chat").contains("I am Ana")
                        && there.texts(".chat").contains("Nice to meet you"));
    }

    private Path team() throws IOException {
        write("lead.script.yaml", """
            model: lead-1
            answers:
              - when: {user: trip, step: 1}
                reasoning: Both can be asked at once.
                call:
                  - tool: delegate_task
                    arguments: {member: flights, task: Find a flight}
                  - tool: delegate_task
                    arguments: {member: hotels, task: Find a room}
              - text: Shall I book both?
            """);
        write("flights.script.yaml", "answers: [{text: Out on 4 December at 06:40}]\n");
        write("hotels.script.yaml", "answers: [{text: A room at Hotel Aurora}]\n");
        write("flights.yaml", "name: flights\nmodel: scripted:flights.script.yaml\n");
        write("hotels.yaml", "name: hotels\nmodel: scripted:hotels.script.yaml\n");
        return write(
                "desk.yaml", "name: desk\nmodel: scripted:lead.script.yaml\nmembers: [flights.yaml, hotels.yaml]\n");
    }

    @Test
    void a_teams_members_are_told_apart_and_its_delegations_lead_to_their_steps() throws IOException {
        show(team());
        say("A trip to Berlin");
        window.await("the end", there -> there.texts(".chat").contains("Ask again"));
        var told = window.texts(".chat");
        assertThat(told)
                .containsSubsequence("desk\n", "Thought", "Delegated to flights", "Delegated to hotels", "for desk")
                .contains("Out on 4 December at 06:40", "A room at Hotel Aurora");
        assertThat(told.indexOf("Shall I book both?"))
                .as("the leader answers beneath what its members said")
                .isGreaterThan(Math.max(told.indexOf("06:40"), told.indexOf("Aurora")));
        window.await("the tree", there -> there.texts(".run-side").contains("desk"));
        window.run(() -> jump("Show Delegated to hotels in the tree"));
        window.await("the step", there -> there.texts(".run-side").contains("Find a room"));
    }

    private void jump(String name) {
        window.find(".chat").lookupAll(".fold-jump").stream()
                .map(Button.class::cast)
                .filter(button -> button.getAccessibleText().equals(name))
                .findFirst()
                .orElseThrow()
                .fire();
    }

    @Test
    void a_workflow_tells_its_steps_in_order_with_what_its_rules_decided() throws IOException {
        team();
        show(write("flow.yaml", """
            name: Flow
            steps:
              - name: look
                parallel: [{agent: flights.yaml, name: fly}, {agent: hotels.yaml, name: sleep}]
              - name: found
                when: {output: sleep, contains: Aurora}
                then: [{agent: hotels.yaml, name: again}]
            """));
        say("A trip");
        window.await("the end", there -> there.texts(".chat").contains("Ask again"));
        assertThat(window.texts(".chat"))
                .containsSubsequence("Flow\n", "look\n", "2 steps side by side")
                .contains("asks flights", "in step fly", "in step sleep")
                .containsSubsequence("found\n", "it is so", "again\n", "asks hotels", "in step again");
    }

    @Test
    void a_run_with_another_model_that_waits_goes_on_with_it_in_the_next_window() throws IOException {
        write("own.script.yaml", "answers: [{text: I am the first}]\n");
        write("other.script.yaml", """
            answers:
              - when: {step: 1}
                call: [{tool: calculator, arguments: {expression: 6 * 7}}]
              - text: "The other says ${result}"
            """);
        var file = write("either.yaml", """
            name: Either
            model: scripted:own.script.yaml
            tools: [calculator]
            confirm: [calculator]
            session: s-either
            """);
        show(file);
        window.run(() -> ((TextField) window.find(".composer-model")).setText("scripted:other.script.yaml"));
        say("What is it?");
        window.await("the approval", there -> there.texts(".approval-card").contains("Approve"));
        window.close();
        show(file);
        window.await("what waits", there -> there.ask(() -> there.scene().lookup(".approval-card:pending") != null));
        window.run(() -> ((dev.runtree.ui.approvals.ApprovalCard) window.find(".approval-card:pending"))
                .press(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, true, false, false)));
        window.await("the answer", there -> there.texts(".chat").contains("The other says 42"));
        window.close();
        show(file);
        window.await("the decision of before", there -> there.texts(".chat").contains("approved by"));
        assertThat(window.texts(".chat")).contains("The other says 42");
    }

    @Test
    void turning_to_another_database_stops_the_turn_says_so_and_keeps_what_was_not_sent() throws IOException {
        write("long.script.yaml", """
            answers:
              - text: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                pace: 400ms
            """);
        show(write("long.yaml", "name: Long\nmodel: scripted:long.script.yaml\nsession: s-long\n"));
        say("Count");
        window.await("the first words", there -> there.texts(".chat").contains("one"));
        say("And again");
        window.await("that it waits its turn", there -> there.texts(".composer").contains("1 message"));
        window.open(db.target());
        window.await("what became of it", there -> there.texts(".chat").contains("It was stopped"));
        assertThat(window.ask(() -> ((TextArea) window.find(".composer-text")).getText()))
                .isEqualTo("And again");
        var runs = new RunQueries(db.database())
                .runs(RunFilter.ALL, null, 50).fetch().runs().stream()
                        .filter(run -> run.name().equals("Long"))
                        .toList();
        assertThat(runs)
                .singleElement()
                .satisfies(run -> assertThat(run.status()).isEqualTo(RunStatus.CANCELLED));
    }

    @Test
    void a_log_that_is_pasted_is_told_and_sent_behind_what_is_written() throws IOException {
        write("log.script.yaml", "answers: [{text: \"Seen ${user}\"}]\n");
        show(write("log.yaml", "name: Log\nmodel: scripted:log.script.yaml\n"));
        var log = "a line of a log\n".repeat(50_000) + "the last line";
        window.run(() -> {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, log));
            ((TextArea) window.find(".composer-text")).paste();
            assertThat(((TextArea) window.find(".composer-text")).getText()).isEmpty();
        });
        assertThat(window.texts(".composer")).contains("With 800,013 characters that were pasted, 50,001 lines");
        say("Why?");
        window.await("its answer", there -> there.texts(".chat").contains("Show all (800,024 characters)"));
        assertThat(window.texts(".composer")).doesNotContain("pasted");
    }

    @Test
    void a_huge_answer_does_not_hold_up_the_window_and_is_there_as_a_whole() throws IOException {
        write("huge.script.yaml", "answers:\n  - text: \"" + ("w".repeat(99) + " ").repeat(20_000) + "end\"\n");
        show(write("huge.yaml", "name: Huge\nmodel: scripted:huge.script.yaml\n"));
        say("Go on");
        window.await("its end", there -> there.texts(".chat").contains("Show all (2,000,003 characters)"));
    }

    @Test
    void a_team_that_waits_tells_after_a_restart_what_each_member_said_and_what_waits_is_selected() {
        var files = Examples.write(folder.resolve("examples"));
        Examples.talk(Databases.of(db.database()), files.getFirst());
        show(files.getFirst());
        window.await("what waits", there -> there.texts(".approval-card").contains("2026-04-12"));
        var told = window.texts(".chat");
        assertThat(told)
                .contains("Delegated to Flights", "Delegated to Hotels")
                .containsSubsequence("Museum Island", "I book the flight and hold the room at once.", "Approve");
        assertThat(told.split("Museum Island", -1))
                .as("a member's words are no answer of its leader")
                .hasSize(2);
        window.await("the step that waits", there -> there.texts(".run-side").contains("book_flight"));
        assertPictured();
    }

    /** The chat is in a picture, too, which is taken of a window that is never shown. */
    private static void assertPictured() {
        var file = folder.resolve("agents.png");
        Screenshots.render(new Shot(db.home(), db.target(), null, View.AGENTS, Theme.LIGHT, 1280, 800, null, file));
        var picture = new Image(file.toUri().toString());
        var colours = new HashSet<Integer>();
        for (var x = 290; x < 780; x++) {
            for (var y = 80; y < 640; y++) {
                colours.add(picture.getPixelReader().getArgb(x, y));
            }
        }
        assertThat(colours).as("what is drawn where the chat is").hasSizeGreaterThan(20);
    }

    @Test
    void the_head_of_a_chat_fits_a_small_window_whatever_the_names() throws IOException {
        var name = "The procurement and contract compliance desk of the northern region, second shift";
        write(
                "n.script.yaml",
                "model: an-extremely-long-name-of-a-fine-tuned-model-2026-11-26\nanswers: [{text: Yes}]\n");
        show(900, 600, write("n.yaml", "name: " + name + "\nmodel: scripted:n.script.yaml\n"));
        var outside = window.ask(() -> {
            var pane = window.find(".talk").localToScene(window.find(".talk").getLayoutBounds());
            return Stream.of(".talk-picker", ".talk-head .button", ".talk-head .pane-title", ".composer .button")
                    .flatMap(selector -> window.find(".talk").lookupAll(selector).stream())
                    .filter(node -> !pane.contains(node.localToScene(node.getLayoutBounds())))
                    .toList();
        });
        assertThat(outside).isEmpty();
        var widths = window.ask(() -> window.find(".talk").lookupAll(".talk-picker .text-input").stream()
                .map(node -> node.getLayoutBounds().getWidth())
                .toList());
        assertThat(widths).hasSize(2).allSatisfy(width -> assertThat(width).isGreaterThan(48));
    }

    @Test
    void where_one_pane_is_shown_at_a_time_enter_leads_from_the_file_to_its_chat() throws IOException {
        write("one.script.yaml", "answers: [{text: Yes}]\n");
        show(480, 700, write("one.yaml", "name: One\nmodel: scripted:one.script.yaml\n"));
        assertThat(window.scene().getRoot().lookupAll(".composer-text")).isEmpty();
        assertThat(hasFocus(".file-list .list-view")).isTrue();
        window.run(() -> javafx.event.Event.fireEvent(
                window.find(".file-list .list-view"),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false)));
        window.await("the chat", there -> there.ask(() -> there.scene().lookup(".composer-text") != null));
    }

    @Test
    void turns_are_walked_by_keys_and_the_place_is_kept_while_an_answer_comes() throws IOException {
        write("many.script.yaml", """
            answers:
              - when: {user: slowly}
                text: "one two three four five six seven eight nine ten"
                pace: 150ms
              - text: "Answer to ${user}"
            """);
        show(write("many.yaml", "name: Many\nmodel: scripted:many.script.yaml\n"));
        for (var turn = 1; turn <= 30; turn++) {
            say("Question " + turn);
        }
        window.await(
                "the last",
                there -> there.texts(".chat").contains("Question 30")
                        && !there.texts(".composer").contains("after this turn"));
        say("Now slowly");
        window.await("its beginning", there -> there.texts(".chat").contains("one two"));
        for (var back = 0; back < 25; back++) {
            window.run(() -> javafx.event.Event.fireEvent(
                    window.find(".chat"),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.UP, false, false, true, false)));
        }
        var place = window.ask(() -> focused(window));
        assertThat(place).as("the turn is in sight").isBetween(-1.0, 400.0);
        window.await(
                "its end",
                there -> there.texts(".chat").contains("nine ten")
                        && there.texts(".run-side").contains("ok"));
        assertThat(window.ask(() -> focused(window))).isCloseTo(place, within(1.0));
    }

    @Test
    void files_that_were_not_read_yet_when_the_window_is_closed_are_opened_the_next_time() throws IOException {
        write("few.script.yaml", "answers: [{text: Yes}]\n");
        var files = new Path[20];
        for (var at = 0; at < files.length; at++) {
            files[at] = write("few-" + at + ".yaml", "name: Few " + at + "\nmodel: scripted:few.script.yaml\n");
        }
        show(files);
        window.close();
        assertThat(AgentFiles.of(new Preferences(db.home()).now())).containsExactlyInAnyOrder(files);
    }

    @Test
    void files_that_are_not_read_yet_stay_remembered_when_others_are_read_and_taken_off() {
        show();
        var paths = Stream.of("a", "b", "c").map(folder::resolve).toList();
        new Preferences(db.home()).choice(AgentFiles.CHOICE, AgentFiles.told(paths));
        window.run(() -> {
            var background = new Background();
            var remembered = new RememberedFiles(background, new Preferences(db.home()));
            var talks = new OpenTalks(remembered);
            var read = new OpenFile(paths.get(1), null, "not read");
            talks.add(new Talk(background, new Pulse(background, () -> {}), deaf(), () -> {}, read, "ana", "s-1"));
            assertThat(remembered.files()).isEqualTo(paths);
            talks.leave();
            assertThat(remembered.files()).as("on another database").isEqualTo(paths);
            talks.remove(paths.get(1));
            assertThat(remembered.files()).containsExactly(paths.getFirst(), paths.getLast());
        });
    }

    private static LiveTurn.Listener deaf() {
        return new LiveTurn.Listener() {
            @Override
            public void began(LiveTurn turn, SpanId run) {}

            @Override
            public void step(SpanId run, SpanId step) {}

            @Override
            public void again(String question) {}

            @Override
            public void ended(LiveTurn turn) {}
        };
    }

    /** How far beneath the top of the chat the turn with the focus stands. */
    private static double focused(FxWindow there) {
        var chat = there.find(".chat");
        var turn = java.util.Objects.requireNonNull(there.scene().getFocusOwner());
        return turn.localToScene(0, 0).getY() - chat.localToScene(0, 0).getY();
    }
}
