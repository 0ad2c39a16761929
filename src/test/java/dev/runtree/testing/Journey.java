package dev.runtree.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.model.Run;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Theme;
import dev.runtree.ui.Zoom;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.MainController;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A reader at the real window on a display, with mouse and keys. Fails a journey during which the program let the
 * JavaFX thread wait for a disk, a database or a lock.
 */
@SuppressWarnings({"NullAway", "NullAway.Init"}) // the window is there once it was opened
public final class Journey implements AfterEachCallback {

    /** In seconds, for slow machines; a journey takes a second or two. */
    private static final int PATIENCE = 30;

    private final FxRobot robot = new FxRobot();
    private final Background background = new Background();
    private @Nullable Stage stage;
    private MainController main;
    private @Nullable FxWatchdog watchdog;

    /** Leaves the test out where there is no display; call it before all tests of a class. */
    public static void needsDisplay() throws TimeoutException {
        boolean display = System.getenv("DISPLAY") != null
                || System.getenv("WAYLAND_DISPLAY") != null
                || !System.getProperty("os.name", "").startsWith("Linux");
        assumeTrue(display, "There is no display for the robot: set DISPLAY, or use .ci/run");
        FxToolkit.registerPrimaryStage();
    }

    /** Opens the window on a database, with a data folder of its own. */
    public void open(DatabaseTarget target, RuntreeHome home, Function<RuntreeHome, Inlets> inlets) {
        var kept = new Preferences(home);
        onFx(() -> {
            main = new MainController(background, kept, inlets.apply(home), Reception.still(background, kept));
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
        watchdog = FxWatchdog.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (watchdog != null) {
            watchdog.close();
            context.publishReportEntry("FX thread", watchdog.report());
        }
        if (stage != null) {
            onFx(() -> {
                        stage.close();
                        return main.close();
                    })
                    .join();
            stage = null;
        }
        if (watchdog != null) {
            assertThat(watchdog.offences()).as("where the JavaFX thread waited").isEmpty();
            watchdog = null;
        }
    }

    public FxRobot robot() {
        return robot;
    }

    public MainController main() {
        return main;
    }

    public Scene scene() {
        return stage.getScene();
    }

    /** Waits until all that the window asked for has come. */
    public void quiet() {
        Quiet.of(background).orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    /** Does something on the JavaFX thread, and waits for it. */
    public <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE * 1_000L, work);
    }

    /** Asks on the JavaFX thread again and again until there is an answer. */
    public <T> T await(String what, Callable<Optional<? extends T>> question) {
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

    /** Waits until something is so. */
    public void until(String what, Callable<Boolean> condition) {
        await(what, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    public List<Run> awaitRuns(Predicate<List<Run>> wanted) {
        return await("the list of runs", () -> shownRuns().filter(wanted));
    }

    @SuppressWarnings("unchecked")
    private Optional<List<Run>> shownRuns() {
        return robot.lookup(".run-list .list-view")
                .tryQueryAs(ListView.class)
                .filter(Node::isVisible)
                .map(list -> List.copyOf(((ListView<Run>) list).getItems()));
    }

    public Optional<Run> selectedRun() {
        return robot.lookup(".run-list .list-view").tryQueryAs(ListView.class).map(list ->
                (Run) list.getSelectionModel().getSelectedItem());
    }

    public Optional<Node> focused(String selector) {
        return robot.lookup(selector).tryQuery().filter(Node::isFocused);
    }

    /** A node that can be seen. */
    public Optional<Node> seen(String selector) {
        return robot.lookup(selector).match(Journey::isSeen).tryQuery();
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** A label, button or cell that can be seen and says just that. */
    public Optional<Node> says(String selector, String text) {
        return says(selector, text::equals);
    }

    public Optional<Node> says(String selector, Predicate<String> text) {
        return robot.lookup(selector)
                .match(node -> node instanceof Labeled labeled
                        && isSeen(node)
                        && text.test(Objects.requireNonNullElse(labeled.getText(), "")))
                .tryQuery();
    }
}
