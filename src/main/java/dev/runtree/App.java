package dev.runtree;

import dev.runtree.cli.Screens;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.ThemeChoice;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.PopupZoom;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Theme;
import dev.runtree.ui.Zoom;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.shell.EarlyOpening;
import dev.runtree.ui.shell.HandOver;
import dev.runtree.ui.shell.MainController;
import dev.runtree.ui.shell.WindowFrame;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program with its window: makes the parts and puts them together. */
public final class App extends Application {
    private static final int LONGEST_END = 10;
    private static final Logger log = LoggerFactory.getLogger(App.class);

    private static Screens.@Nullable Window request;
    private static @Nullable HandOver handOver;
    private static @Nullable EarlyOpening opening;

    private @Nullable MainController main;

    /** Opens the window and returns when it is closed, or at once when the window of this home takes over. */
    static void launch(Screens.Window window) {
        var claimed = HandOver.claim(window.home());
        if (claimed.isEmpty() && HandOver.offer(window.home(), asked(window))) {
            return;
        }
        handOver = claimed.orElse(null);
        request = window;
        opening = EarlyOpening.begin(window.database(), window.primary(), window.home());
        Application.launch(App.class);
    }

    private static HandOver.Request asked(Screens.Window window) {
        return new HandOver.Request(address(window.database()), address(window.primary()), word(window));
    }

    /** The embedded database is called that; of a server the address names it, its user sees to the rest. */
    private static String address(@Nullable DatabaseTarget target) {
        return switch (target) {
            case null -> "";
            case DatabaseTarget.Embedded embedded -> "embedded";
            case DatabaseTarget.Server server -> server.url();
        };
    }

    /** A file is named from the root on, since the window may have started elsewhere. */
    private static String word(Screens.Window window) {
        if (window.show() == null) {
            return "";
        }
        var file = file(window.show());
        return file == null ? window.show() : file.toAbsolutePath().toString();
    }

    private static @Nullable Path file(String word) {
        try {
            var path = Path.of(word);
            return Files.exists(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    @Override
    public void start(Stage stage) {
        var window = Objects.requireNonNull(request, "launch the program through Main");
        var background = new Background();
        var kept = new Preferences(window.home(), window.settings());
        var controller = new MainController(
                background, kept, new Traces(window.home()).inlets(), new Reception(background, kept));
        main = controller;
        var zoom = new Zoom(Fxml.load(controller));
        PopupZoom.follow(zoom.factorProperty());
        var scene = new Scene(zoom);
        Theme.install(scene);
        theme(kept.now().theme()).apply(scene);
        stage.setScene(scene);
        new WindowFrame(stage, controller, kept).open();
        stage.show();
        if (window.primary() != null) {
            controller.pair(window.database(), window.primary());
        }
        if (opening != null) {
            controller.begun(opening);
        }
        controller.onUsable(App::logStart);
        controller.onBrowse(address -> getHostServices().showDocument(address.toString()));
        show(controller, window.database(), word(window));
        if (handOver != null) {
            handOver.listen(background, asked -> take(stage, controller, asked));
        }
    }

    /** After the next painting, so that what is told is what was seen. */
    private static void logStart() {
        var start = ProcessHandle.current().info().startInstant();
        Platform.runLater(() -> start.ifPresent(then -> log.info(
                "The window was usable {} ms after the program had started",
                Duration.between(then, Instant.now()).toMillis())));
    }

    private static Theme theme(ThemeChoice choice) {
        return switch (choice) {
            case SYSTEM -> Theme.SYSTEM;
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
        };
    }

    private static void show(MainController controller, DatabaseTarget database, String word) {
        var file = word.isEmpty() ? null : file(word);
        controller.open(database, file == null && !word.isEmpty() ? word : null);
        if (file != null) {
            controller.importFiles(List.of(file));
        }
    }

    private static boolean take(Stage stage, MainController controller, HandOver.Request asked) {
        var shown = controller.shown();
        if (!asked.database().equals(address(shown.traces()))
                || !asked.primary().equals(address(shown.primary()))) {
            return false;
        }
        var file = asked.word().isEmpty() ? null : file(asked.word());
        if (file != null) {
            controller.importFiles(List.of(file));
        } else if (!asked.word().isEmpty()) {
            controller.reveal(asked.word());
        }
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
        return true;
    }

    @Override
    public void stop() {
        if (handOver != null) {
            handOver.close();
        }
        if (main != null) {
            leave(main);
        }
    }

    /** What was being received is stored before the program ends, within reason: its senders send again what was not. */
    private static void leave(MainController main) {
        try {
            main.close().get(LONGEST_END, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("The database was not closed in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
