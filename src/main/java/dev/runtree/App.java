package dev.runtree;

import dev.runtree.cli.Screens;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.MainController;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The program with its window: makes the parts and puts them together. */
public final class App extends Application {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static Screens.@Nullable Window request;

    private @Nullable MainController main;

    /** Opens the window and returns when it is closed. */
    static void launch(Screens.Window window) {
        request = window;
        Application.launch(App.class);
    }

    @Override
    public void start(Stage stage) {
        var window = Objects.requireNonNull(request, "launch the program through Main");
        var controller = new MainController(new Background(), window.home(), Inlets.NONE);
        main = controller;
        var scene = new Scene(Fxml.load(controller), WIDTH, HEIGHT);
        Theme.install(scene);
        stage.setTitle(Messages.text("app.title"));
        stage.setScene(scene);
        stage.setMinWidth(1100);
        stage.setMinHeight(560);
        stage.show();
        controller.open(window.database(), window.show());
    }

    @Override
    public void stop() {
        if (main != null) {
            main.close();
        }
    }
}
