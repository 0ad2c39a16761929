package dev.runtree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.demo.Demo;
import dev.runtree.model.Run;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Databases;
import dev.runtree.testing.Journey;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** How a reader finds runs, keeps what was found and gives it away: at the real window. */
@Tag("robot")
class FindingJourneysTest {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @RegisterExtension
    static final TestDatabase another = new TestDatabase();

    @RegisterExtension
    final Journey journey = new Journey();

    private final FxRobot robot = journey.robot();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeRuns() throws TimeoutException {
        Journey.needsDisplay();
        Demo.run(Databases.of(db.database()), line -> {});
        Demo.run(Databases.of(another.database()), line -> {});
    }

    @Test
    void a_run_is_found_by_words_that_only_a_tool_had_said() {
        open(db);
        int all = runs().size();
        robot.clickOn("#editor").write("\"RT 505\"").push(KeyCode.ENTER);
        var found = journey.awaitRuns(runs -> runs.size() < all && !runs.isEmpty());
        assertThat(found).extracting(Run::name).containsOnly("flights");
    }

    @Test
    void runs_of_one_user_and_the_last_hour_are_found_by_typing_with_completion() {
        open(db);
        int all = runs().size();
        robot.clickOn("#editor").write("user:an");
        journey.until("something is offered", () -> journey.seen(".suggestion").isPresent());
        robot.push(KeyCode.TAB);
        robot.write(" since:1h ");
        var found = journey.awaitRuns(runs -> runs.size() < all && !runs.isEmpty());
        assertThat(found).allMatch(run -> "ana".equals(run.actor().userId()));
    }

    @Test
    void a_view_is_saved_under_a_name_and_shown_again() {
        open(db);
        int all = runs().size();
        robot.clickOn("#editor").write("status:error ");
        int failed =
                journey.awaitRuns(runs -> runs.size() < all && !runs.isEmpty()).size();

        robot.push(KeyCode.CONTROL, KeyCode.S);
        journey.until("the views", () -> journey.seen(".views-pane").isPresent());
        robot.write("Went wrong").push(KeyCode.ENTER);
        journey.until("the views to be gone", () -> journey.seen(".views-pane").isEmpty());

        robot.clickOn("#clear");
        journey.awaitRuns(runs -> runs.size() == all);
        robot.push(KeyCode.CONTROL, KeyCode.S);
        journey.until("the views", () -> journey.seen(".views-pane").isPresent());
        robot.push(KeyCode.DOWN).push(KeyCode.ENTER);
        journey.awaitRuns(runs -> runs.size() == failed);
    }

    @Test
    void several_runs_are_starred_at_once_and_found_by_it() {
        open(db);
        focusList();
        robot.push(KeyCode.HOME).push(KeyCode.SHIFT, KeyCode.DOWN).push(KeyCode.SHIFT, KeyCode.DOWN);
        journey.until("three selected", () -> selected() == 3);
        robot.push(KeyCode.S);
        journey.quiet();
        robot.clickOn("#editor").write("star:yes ");
        journey.awaitRuns(runs -> runs.size() == 3);
    }

    @Test
    void two_runs_are_compared_and_where_they_part_is_opened_by_keys_alone() {
        open(db);
        focusList();
        robot.push(KeyCode.HOME).push(KeyCode.SHIFT, KeyCode.DOWN);
        journey.until("two selected", () -> selected() == 2);
        robot.push(KeyCode.C);
        journey.until(
                "where they part",
                () -> journey.seen(".aligned-band.differs").isPresent()
                        && journey.focused(".aligned-tree:focused").isPresent());
        journey.until("what differs", () -> journey.seen(".aligned-section").isPresent());
        robot.push(KeyCode.END).push(KeyCode.D).push(KeyCode.ENTER);
        journey.until("the tree", () -> journey.seen(".run-tree").isPresent());
        assertThat(journey.seen(".compare")).isEmpty();
    }

    @Test
    void two_runs_are_compared_as_a_table_and_one_of_them_opened_by_keys_alone() {
        open(db);
        focusList();
        robot.push(KeyCode.HOME).push(KeyCode.SHIFT, KeyCode.DOWN);
        journey.until("two selected", () -> selected() == 2);
        robot.push(KeyCode.C);
        journey.until("the tree of both", () -> journey.seen(".aligned-tree").isPresent());
        robot.push(KeyCode.T);
        journey.until(
                "what differs", () -> journey.seen(".compare-cell.differs").isPresent());
        journey.quiet();
        int rows = rows();
        robot.push(KeyCode.H);
        journey.until("what is equal to be gone", () -> rows() < rows);
        robot.push(KeyCode.N);
        journey.until(
                "the first difference",
                () -> journey.focused(".compare-cell.differs:focused").isPresent());
        robot.push(KeyCode.ENTER);
        journey.until("the tree", () -> journey.seen(".run-tree").isPresent());
        assertThat(journey.seen(".compare")).isEmpty();
    }

    @Test
    void a_deleted_run_comes_back_when_it_is_asked_for() {
        open(another);
        int all = runs().size();
        focusList();
        robot.push(KeyCode.END);
        journey.quiet();
        robot.push(KeyCode.DELETE);
        // The oldest is a workflow's run: those of its steps go with it.
        journey.awaitRuns(runs -> runs.size() < all);
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        journey.awaitRuns(runs -> runs.size() == all);
    }

    @Test
    void the_conversation_of_a_session_is_read_and_a_run_of_it_opened() {
        open(db);
        robot.push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.DIGIT2);
        journey.until("the turns", () -> journey.seen(".chat-pane .turns").isPresent());
        robot.clickOn(journey.await("a way to the run", () -> journey.says(".turns .link-button", "Open run →")));
        journey.until("the tree", () -> journey.seen(".run-tree").isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        journey.until(
                "the statistics",
                () -> journey.says(".label", "Self time on the critical path").isPresent());
    }

    @Test
    void a_step_is_copied_as_markdown_through_the_keys_and_redacted_when_that_is_on() {
        open(db);
        robot.clickOn("#editor").write("agent:invoice* ").push(KeyCode.F6);
        journey.quiet();
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        robot.clickOn(journey.await("the forms", () -> item("Copy as Markdown")));
        var whole = journey.await(
                "the copy",
                () -> Optional.ofNullable(Clipboard.getSystemClipboard().getString()));
        assertThat(whole).contains("#");
    }

    @Test
    void commands_are_found_by_a_few_letters() {
        open(db);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        journey.until("the palette", () -> journey.seen(".palette").isPresent());
        robot.write("transcr").push(KeyCode.ENTER);
        journey.until("the palette to be gone", () -> journey.seen(".palette").isEmpty());
        journey.until("the transcript", () -> journey.seen(".entry-cell").isPresent());
    }

    @Test
    void everything_is_made_larger_by_key_and_usual_again() {
        open(db);
        double before = width();
        robot.push(KeyCode.CONTROL, KeyCode.EQUALS).push(KeyCode.CONTROL, KeyCode.EQUALS);
        journey.until("more room for each letter", () -> width() < before * 0.9);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
        journey.until("the usual size", () -> width() == before);
    }

    private void open(TestDatabase database) {
        var home = new RuntreeHome(folder);
        journey.open(database.target(), home, of -> new Traces(of).inlets());
        journey.awaitRuns(runs -> runs.size() > 5);
        journey.quiet();
    }

    private List<Run> runs() {
        return journey.awaitRuns(runs -> runs.size() > 5);
    }

    private void focusList() {
        robot.clickOn("#editor").push(KeyCode.F6);
        journey.until(
                "the focus in the list",
                () -> journey.focused(".run-list .list-view").isPresent());
    }

    private int rows() {
        return robot.lookup(".compare-title").queryAll().size();
    }

    private int selected() {
        return robot.lookup(".run-list .list-view")
                .tryQueryAs(ListView.class)
                .map(list -> list.getSelectionModel().getSelectedIndices().size())
                .orElse(0);
    }

    private Optional<Node> item(String text) {
        return journey.says(".context-menu .label", text);
    }

    private double width() {
        return journey.onFx(() -> journey.scene()
                .getRoot()
                .getChildrenUnmodifiable()
                .getFirst()
                .getLayoutBounds()
                .getWidth());
    }
}
