package dev.runtree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.demo.Demo;
import dev.runtree.model.Source;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsFile;
import dev.runtree.settings.ThemeChoice;
import dev.runtree.store.Databases;
import dev.runtree.testing.Journey;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.application.ColorScheme;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** What a reader does with the window, by mouse and keys on a display, on the demo's runs. */
@Tag("robot")
class JourneysTest {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @RegisterExtension
    static final TestDatabase empty = new TestDatabase();

    @RegisterExtension
    final Journey journey = new Journey();

    private final FxRobot robot = journey.robot();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeRuns() throws TimeoutException {
        Journey.needsDisplay();
        Demo.run(Databases.of(db.database()), line -> {});
    }

    @Test
    void typing_a_filter_narrows_the_list_and_deleting_it_widens_it_again() {
        open(db.target());
        int all = journey.awaitRuns(runs -> runs.size() > 5).size();

        robot.clickOn("#editor").write("status:error ");
        var failed = journey.awaitRuns(runs -> runs.size() < all);
        assertThat(failed).isNotEmpty().allMatch(run -> run.status().word().equals("error"));
        assertThat(robot.lookup(".chip").tryQuery()).isPresent();

        robot.clickOn("#clear");
        journey.awaitRuns(runs -> runs.size() == all);
    }

    @Test
    void picking_a_user_shows_their_runs() {
        open(db.target());
        int all = journey.awaitRuns(runs -> runs.size() > 5).size();

        robot.clickOn("#user");
        robot.clickOn(journey.await("the picker's ana", () -> journey.says(".value-picker .list-cell", "ana")));
        var runs = journey.awaitRuns(shown -> shown.size() < all);
        assertThat(runs).isNotEmpty().allMatch(run -> "ana".equals(run.actor().userId()));
    }

    @Test
    void a_tools_answer_and_the_models_message_are_read_with_the_keys() {
        open(db.target());
        var runs = journey.awaitRuns(shown -> shown.size() > 5);
        var run = runs.stream()
                .filter(each -> each.name().equals("flights") && each.spanCount() == 4)
                .findFirst()
                .orElseThrow();

        robot.clickOn("#editor").push(KeyCode.F6);
        journey.await("the focus in the list", () -> journey.focused(".run-list .list-view"));
        for (int i = 0; i < runs.indexOf(run); i++) {
            robot.push(KeyCode.DOWN);
        }
        journey.await("the run", () -> journey.selectedRun().filter(run::equals));
        journey.quiet();
        robot.push(KeyCode.F6);
        journey.await("the focus in the tree", () -> journey.focused(".run-tree"));
        robot.push(KeyCode.HOME);
        journey.await("the run's first step", () -> detailSays("flights"));
        robot.push(KeyCode.DOWN);
        journey.await("the model call", () -> detailSays("travel-1"));
        robot.push(KeyCode.DOWN);
        journey.await("the tool", () -> detailSays("search_flights"));
        robot.push(KeyCode.RIGHT).push(KeyCode.DOWN);
        journey.await("the next model call", () -> detailSays("travel-1"));
        journey.await("its message", () -> journey.says(".detail-pane .role", "Assistant"));
    }

    @Test
    void a_run_is_chosen_with_the_mouse_and_so_are_the_tabs_of_its_step() {
        open(db.target());
        var run = journey.awaitRuns(shown -> shown.size() > 5).get(3);

        Node row = journey.await(
                "the run's row",
                () -> robot.lookup(".run-cell")
                        .match(node -> node instanceof ListCell<?> cell && run.equals(cell.getItem()))
                        .tryQuery());
        robot.clickOn(row);
        journey.await("the run", () -> journey.selectedRun().filter(run::equals));
        robot.clickOn(journey.await("the tab", () -> journey.says(".detail-pane .tab-label", "Model")));
        journey.await(
                "what the model was asked with",
                () -> robot.lookup(".detail-pane .tab")
                        .match(node -> node.getPseudoClassStates().contains(PseudoClass.getPseudoClass("selected")))
                        .match(node ->
                                node.lookup(".tab-label") instanceof Labeled label && "Model".equals(label.getText()))
                        .tryQuery());
    }

    @Test
    void the_other_theme_is_one_click_away_and_is_kept() {
        open(db.target());
        journey.awaitRuns(runs -> !runs.isEmpty());

        robot.clickOn("#themeButton");
        journey.await("dark", () -> scheme().filter(ColorScheme.DARK::equals));
        journey.await(
                "the choice on disk",
                () -> Optional.of(
                                new SettingsFile(new RuntreeHome(folder)).load().theme())
                        .filter(ThemeChoice.DARK::equals));
    }

    @Test
    void a_newcomer_runs_the_demo_and_imports_a_file() {
        open(empty.target());

        robot.clickOn(journey.await(
                "the demo's button",
                () -> robot.lookup("#demoButton").tryQuery().filter(Node::isVisible)));
        journey.awaitRuns(runs -> runs.size() > 5);
        journey.await("an end", () -> journey.says(".status-line .label", text -> text.startsWith("The demo made")));

        var file = Path.of("src/test/resources/otlp/gen-ai-agent.json");
        journey.onFx(() -> {
            journey.main().importFiles(List.of(file));
            return true;
        });
        journey.awaitRuns(runs -> runs.size() == 1 && runs.getFirst().source() == Source.IMPORT);
    }

    private void open(DatabaseTarget target) {
        var home = new RuntreeHome(folder);
        journey.open(target, home, of -> new Traces(of).inlets());
    }

    private Optional<Node> detailSays(String name) {
        return journey.says(".detail-pane #name", name);
    }

    private Optional<ColorScheme> scheme() {
        return Optional.of(journey.scene().getPreferences().getColorScheme());
    }
}
