package dev.runtree.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Locale;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads the FXML document named after a controller: {@code RunListController} has {@code /fxml/run-list.fxml}. */
public final class Fxml {

    private Fxml() {}

    /**
     * The controller's view.
     *
     * @throws IllegalStateException when there is no such document
     * @throws UncheckedIOException when it cannot be loaded
     */
    public static Parent load(Object controller) {
        String path = path(controller.getClass());
        URL url = Fxml.class.getResource(path);
        if (url == null) {
            throw new IllegalStateException(path + " is missing");
        }
        var loader = new FXMLLoader(url, Messages.bundle(), null, type -> type.cast(controller));
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load " + path, e);
        }
    }

    private static String path(Class<?> controller) {
        String name = controller.getSimpleName().replaceFirst("Controller$", "");
        return "/fxml/" + name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".fxml";
    }
}
