package dev.runtree.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Theme;
import dev.runtree.ui.Zoom;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.MainController;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;

/** The program's window in a scene that is not shown, driven from the test's thread. */
public final class FxWindow implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Toolkit toolkit = Toolkit.headless();
    private final Background background;
    private final MainController main;
    private final Scene scene;

    private record Parts(Background background, MainController main, Scene scene) {}

    public FxWindow(RuntreeHome home, Inlets inlets, double width, double height) {
        var kept = new Preferences(home);
        var parts = toolkit.call(() -> {
            var fresh = new Background();
            var controller = new MainController(fresh, kept, inlets, new Reception(fresh, kept));
            var view = new Scene(new Zoom(Fxml.load(controller)), width, height);
            Theme.install(view);
            Theme.LIGHT.apply(view);
            return new Parts(fresh, controller, view);
        });
        background = parts.background();
        main = parts.main();
        scene = parts.scene();
    }

    public void open(DatabaseTarget target) {
        run(() -> main.open(target, null));
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }

    public MainController main() {
        return main;
    }

    public Scene scene() {
        return scene;
    }

    /** Does something on the JavaFX thread. */
    public void run(Runnable work) {
        toolkit.call(() -> {
            work.run();
            return true;
        });
    }

    /** Asks something of the JavaFX thread, after a layout. */
    public <T> T ask(Supplier<T> question) {
        return toolkit.call(() -> {
            scene.snapshot(null);
            return question.get();
        });
    }

    /** Waits until something can be seen. */
    public void await(String what, Function<FxWindow, Boolean> condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.apply(this)) {
            assertThat(System.nanoTime())
                    .as(() -> what + " has not come; there is:\n" + texts())
                    .isLessThan(end);
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** All that can be read in the window, a line each. */
    public String texts() {
        return ask(() -> texts(scene.getRoot()));
    }

    /** All that can be read in a part of the window. */
    public String texts(String selector) {
        return ask(() -> {
            var part = scene.getRoot().lookup(selector);
            return part == null ? "" : texts(part);
        });
    }

    private static String texts(Node node) {
        if (!node.isVisible()) {
            return "";
        }
        var own = node instanceof Labeled labeled
                ? Objects.requireNonNullElse(labeled.getText(), "") + "\n"
                : node instanceof Passage passage ? passage.text() + "\n" : "";
        var graphic = node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().map(FxWindow::texts).reduce("", String::concat)
                : "";
        return own + graphic;
    }

    public boolean shows(String text) {
        return texts().contains(text);
    }

    /** A node that is there. */
    public Node find(String selector) {
        return Objects.requireNonNull(scene.getRoot().lookup(selector), selector);
    }

    /** Presses the button of a text, in a part of the window. */
    public void press(String selector, String text) {
        run(() -> {
            scene.snapshot(null);
            find(selector).lookupAll(".button").stream()
                    .filter(node -> node instanceof Button button && text.equals(button.getText()))
                    .map(node -> (Button) node)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no button " + text + " in " + selector))
                    .fire();
        });
    }

    @Override
    public void close() {
        try {
            toolkit.call(main::close).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the window does not close", e);
        }
    }
}
