package dev.runtree.ui.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.prose.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;

/** The pane of a fork in a scene that is not shown, driven from the test's thread. */
final class ForkPaneOnScreen {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(12);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(15);

    private final Toolkit toolkit = Toolkit.headless();
    private final Database database;
    private final ForkView view;
    private final Scene scene;
    /** Where it led, in order: {@code compare REPLAY ORIGINAL}. */
    final List<String> led = new CopyOnWriteArrayList<>();

    /** @param environment where keys and addresses of models are taken from */
    ForkPaneOnScreen(Database database, Map<String, String> environment) {
        this.database = database;
        view = toolkit.call(() -> new ForkView(new Background(), environment, Prices.none(), new ForkView.Listener() {
            @Override
            public void back() {
                led.add("back");
            }

            @Override
            public void open(String runId) {
                led.add("open " + runId);
            }

            @Override
            public void compare(String replay, String original) {
                led.add("compare " + replay + " " + original);
            }

            @Override
            public void keep(String runId) {
                led.add("keep " + runId);
            }
        }));
        scene = toolkit.call(() -> {
            var made = new Scene(view, 1_224, 760);
            Theme.install(made);
            Theme.LIGHT.apply(made);
            view.use(database);
            return made;
        });
    }

    void show(Run run, SpanId step) {
        show(run, step, false);
    }

    /** @param isAlone whether the model call is tried by itself */
    void show(Run run, SpanId step, boolean isAlone) {
        run(() -> view.show(run, step, isAlone));
        await("what can be changed", () -> scene.lookup(".step-editor") != null);
    }

    void leave() {
        view.leave(database);
    }

    void run(Runnable work) {
        toolkit.call(() -> {
            work.run();
            return true;
        });
    }

    <T> T ask(Supplier<T> question) {
        return toolkit.call(() -> {
            scene.snapshot(null);
            return question.get();
        });
    }

    void await(String what, Supplier<Boolean> condition) {
        var end = System.nanoTime() + PATIENCE;
        while (!ask(condition)) {
            assertThat(System.nanoTime())
                    .as(() -> what + " has not come; there is:\n" + texts())
                    .isLessThan(end);
            LockSupport.parkNanos(PAUSE);
        }
    }

    void awaitText(String text) {
        await(text, () -> texts(view).contains(text));
    }

    String texts() {
        return ask(() -> texts(view));
    }

    private static String texts(Node node) {
        if (!node.isVisible()) {
            return "";
        }
        var own = node instanceof Labeled labeled
                ? Objects.requireNonNullElse(labeled.getText(), "") + "\n"
                : node instanceof Passage passage ? passage.text() + "\n" : "";
        return own
                + (node instanceof Parent parent
                        ? parent.getChildrenUnmodifiable().stream()
                                .map(ForkPaneOnScreen::texts)
                                .reduce("", String::concat)
                        : "");
    }

    /** The field that is heard by this name. */
    TextArea area(String name) {
        return (TextArea) input(name);
    }

    private TextInputControl input(String name) {
        var found = new ArrayList<TextInputControl>();
        collect(view, name, found);
        assertThat(found).as("fields named " + name).isNotEmpty();
        return found.getFirst();
    }

    private static void collect(Node node, String name, List<TextInputControl> to) {
        if (node instanceof TextInputControl input && name.equals(input.getAccessibleText())) {
            to.add(input);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, name, to));
        }
    }

    void type(String name, String text) {
        ask(() -> true);
        run(() -> input(name).setText(text));
    }

    String typed(String name) {
        return ask(() -> input(name).getText());
    }

    void find(String name, String words) {
        run(() -> {
            var field = (TextField) input(name);
            field.setText(words);
            field.getOnAction().handle(null);
        });
    }

    void press(String text) {
        ask(() -> true);
        run(() -> {
            var found = new ArrayList<ButtonBase>();
            buttons(view, text, found);
            assertThat(found).as("buttons " + text).isNotEmpty();
            found.getFirst().fire();
        });
    }

    private static void buttons(Node node, String text, List<ButtonBase> to) {
        if (node instanceof ButtonBase button
                && !button.isDisabled()
                && (text.equals(button.getText())
                        || Objects.requireNonNullElse(button.getAccessibleText(), "")
                                .startsWith(text))) {
            to.add(button);
        }
        if (node instanceof Parent parent && node.isVisible()) {
            parent.getChildrenUnmodifiable().forEach(child -> buttons(child, text, to));
        }
    }

    void choose(ForkChoices.Tools tools) {
        run(() -> ((RadioButton) scene.lookup("#forkTools" + tools)).setSelected(true));
    }

    /** Waits until the fork can be begun as it is asked for now, and begins it. */
    void start() {
        await("that it can start", this::canStart);
        run(() -> ((Button) scene.lookup("#forkStart")).fire());
    }

    boolean canStart() {
        return !scene.lookup("#forkStart").isDisabled();
    }

    String problem() {
        return ask(() -> {
            var label = (Labeled) scene.lookup("#forkProblem");
            return label != null && label.isVisible() ? label.getText() : "";
        });
    }
}
