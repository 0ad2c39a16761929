package dev.runtree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.agent.demo.Demo;
import dev.runtree.model.Run;
import dev.runtree.model.Source;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsFile;
import dev.runtree.settings.ThemeChoice;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Theme;
import dev.runtree.ui.Zoom;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.shell.MainController;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.application.ColorScheme;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What a reader does with the window, by mouse and keys on a display, on the demo's runs. */
@Tag("robot")
@SuppressWarnings("NullAway.Init") // TestFX sets the stage before each test
class JourneysTest {

    /** For slow machines; a journey takes a second or two. */
    private static final int PATIENCE = 60;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @RegisterExtension
    static final TestDatabase empty = new TestDatabase();

    private final FxRobot robot = new FxRobot();
    private final Background background = new Background();
    private Stage stage;
    private MainController main;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeRuns() throws TimeoutException {
        assumeTrue(new Desktop().hasDisplay(), "There is no display for the robot: set DISPLAY, or use .ci/run");
        FxToolkit.registerPrimaryStage();
        Demo.run(db.database(), line -> {});
    }

    @AfterEach
    void close() {
        if (stage != null) {
            onFx(() -> {
                        stage.close();
                        return main.close();
                    })
                    .join();
        }
    }

    @Test
    void typing_a_filter_narrows_the_list_and_deleting_it_widens_it_again() {
        open(db.target());
        int all = awaitRuns(runs -> runs.size() > 5).size();

        robot.clickOn("#editor").write("status:error ");
        var failed = awaitRuns(runs -> runs.size() < all);
        assertThat(failed).isNotEmpty().allMatch(run -> run.status().word().equals("error"));
        assertThat(robot.lookup(".chip").tryQuery()).isPresent();

        robot.clickOn("#clear");
        awaitRuns(runs -> runs.size() == all);
    }

    @Test
    void picking_a_user_shows_their_runs() {
        open(db.target());
        int all = awaitRuns(runs -> runs.size() > 5).size();

        robot.clickOn("#user");
        robot.clickOn(await("the picker's ana", () -> cell(".value-picker .list-cell", "ana")));
        var runs = awaitRuns(shown -> shown.size() < all);
        assertThat(runs).isNotEmpty().allMatch(run -> "ana".equals(run.actor().userId()));
    }

    @Test
    void a_tools_answer_and_the_models_message_are_read_with_the_keys() {
        open(db.target());
        var runs = awaitRuns(shown -> shown.size() > 5);
        var run = runs.stream()
                .filter(each -> each.name().equals("flights") && each.spanCount() == 4)
                .findFirst()
                .orElseThrow();

        robot.clickOn("#editor").push(KeyCode.F6);
        await("the focus in the list", () -> focused(".run-list .list-view"));
        for (int i = 0; i < runs.indexOf(run); i++) {
            robot.push(KeyCode.DOWN);
        }
        await("the run", () -> selectedRun().filter(run::equals));
        Quiet.of(background).orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        robot.push(KeyCode.F6);
        await("the focus in the tree", () -> focused(".run-tree"));
        robot.push(KeyCode.HOME);
        await("the run's first step", () -> detailSays("flights"));
        robot.push(KeyCode.DOWN);
        await("the model call", () -> detailSays("travel-1"));
        robot.push(KeyCode.DOWN);
        await("the tool", () -> detailSays("search_flights"));
        robot.push(KeyCode.RIGHT).push(KeyCode.DOWN);
        await("the next model call", () -> detailSays("travel-1"));
        await("its message", () -> label(".detail-pane .role", "Assistant"));
    }

    @Test
    void a_run_is_chosen_with_the_mouse_and_so_are_the_tabs_of_its_step() {
        open(db.target());
        var run = awaitRuns(shown -> shown.size() > 5).get(3);

        Node row = await(
                "the run's row",
                () -> robot.lookup(".run-cell")
                        .match(node -> node instanceof ListCell<?> cell && run.equals(cell.getItem()))
                        .tryQuery());
        robot.clickOn(row);
        await("the run", () -> selectedRun().filter(run::equals));
        robot.clickOn(await("the tab", () -> cell(".detail-pane .tab-label", "JSON")));
        await(
                "the step as JSON",
                () -> robot.lookup(".detail-pane .tab")
                        .match(node -> node.getPseudoClassStates().contains(PseudoClass.getPseudoClass("selected")))
                        .match(node ->
                                node.lookup(".tab-label") instanceof Labeled label && "JSON".equals(label.getText()))
                        .tryQuery());
    }

    @Test
    void the_other_theme_is_one_click_away_and_is_kept() {
        open(db.target());
        awaitRuns(runs -> !runs.isEmpty());

        robot.clickOn("#themeButton");
        await("dark", () -> scheme().filter(ColorScheme.DARK::equals));
        await(
                "the choice on disk",
                () -> Optional.of(
                                new SettingsFile(new RuntreeHome(folder)).load().theme())
                        .filter(ThemeChoice.DARK::equals));
    }

    @Test
    void a_newcomer_runs_the_demo_and_imports_a_file() {
        open(empty.target());

        robot.clickOn(await(
                "the demo's button",
                () -> robot.lookup("#demoButton").tryQuery().filter(Node::isVisible)));
        awaitRuns(runs -> runs.size() > 5);
        await("an end", () -> label(".status-line .label", text -> text.startsWith("The demo made")));

        var file = Path.of("src/test/resources/otlp/gen-ai-agent.json");
        onFx(() -> {
            main.importFiles(List.of(file));
            return true;
        });
        awaitRuns(runs -> runs.size() == 1 && runs.getFirst().source() == Source.IMPORT);
    }

    private void open(DatabaseTarget target) {
        onFx(() -> {
            var home = new RuntreeHome(folder);
            main = new MainController(background, home, new Traces(home).inlets(), Reception.still(background, home));
            var scene = new Scene(new Zoom(Fxml.load(main)));
            Theme.install(scene);
            Theme.LIGHT.apply(scene);
            var screen = Screen.getPrimary().getVisualBounds();
            stage = new Stage();
            stage.setX(screen.getMinX());
            stage.setY(screen.getMinY());
            stage.setWidth(Math.min(1440, screen.getWidth()));
            stage.setHeight(Math.min(900, screen.getHeight()));
            stage.setScene(scene);
            stage.show();
            stage.requestFocus();
            main.open(target, null);
            return true;
        });
    }

    private static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE * 1_000L, work);
    }

    /** Asks on the JavaFX thread again and again until there is an answer. */
    private static <T> T await(String what, Callable<Optional<? extends T>> question) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (true) {
            Optional<? extends T> answer = onFx(question);
            if (answer.isPresent()) {
                return answer.get();
            }
            assertThat(System.nanoTime()).as("%s has not come", what).isLessThan(end);
            WaitForAsyncUtils.waitForFxEvents();
        }
    }

    private List<Run> awaitRuns(Predicate<List<Run>> wanted) {
        return await("the list of runs", () -> shownRuns().filter(wanted));
    }

    @SuppressWarnings("unchecked")
    private Optional<List<Run>> shownRuns() {
        return robot.lookup(".run-list .list-view")
                .tryQueryAs(ListView.class)
                .filter(Node::isVisible)
                .map(list -> List.copyOf(((ListView<Run>) list).getItems()));
    }

    private Optional<Run> selectedRun() {
        return robot.lookup(".run-list .list-view").tryQueryAs(ListView.class).map(list ->
                (Run) list.getSelectionModel().getSelectedItem());
    }

    private Optional<Node> focused(String selector) {
        return robot.lookup(selector).tryQuery().filter(Node::isFocused);
    }

    private Optional<Node> cell(String selector, String text) {
        return robot.lookup(selector)
                .match(node -> node instanceof Labeled labeled && text.equals(labeled.getText()))
                .tryQuery();
    }

    private Optional<Node> detailSays(String name) {
        return cell(".detail-pane #name", name);
    }

    private Optional<Node> label(String selector, String text) {
        return label(selector, text::equals);
    }

    private Optional<Node> label(String selector, Predicate<String> text) {
        return robot.lookup(selector)
                .match(node ->
                        node instanceof Label label && text.test(Objects.requireNonNullElse(label.getText(), "")))
                .tryQuery();
    }

    private Optional<ColorScheme> scheme() {
        return Optional.of(stage.getScene().getPreferences().getColorScheme());
    }
}
