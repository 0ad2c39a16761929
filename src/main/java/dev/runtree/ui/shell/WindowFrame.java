package dev.runtree.ui.shell;

import dev.runtree.settings.SettingsException;
import dev.runtree.settings.WindowPlace;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frame of the window: its title and icon, and its place on the screen, which is kept from one start to the next. */
public final class WindowFrame {
    private static final Logger log = LoggerFactory.getLogger(WindowFrame.class);
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double LEAST_WIDTH = 640;
    private static final double LEAST_HEIGHT = 480;

    /** How much of the window has to lie on a screen for its reader to find it. */
    private static final double GRIP = 120;

    private final Stage stage;
    private final MainController main;
    private final Preferences preferences;
    private final @Nullable WindowPlace before;

    public WindowFrame(Stage stage, MainController main, Preferences preferences) {
        this.stage = stage;
        this.main = main;
        this.preferences = preferences;
        before = preferences.now().window();
    }

    /** Makes the stage ready to be shown where it was. */
    public void open() {
        stage.setTitle(Messages.text("app.title"));
        stage.getIcons().setAll(WindowIcon.images());
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.addEventHandler(WindowEvent.WINDOW_HIDING, event -> keep());
        var place = before;
        if (place != null && isOnScreen(place)) {
            stage.setX(place.x());
            stage.setY(place.y());
            stage.setWidth(place.width());
            stage.setHeight(place.height());
            stage.setMaximized(place.maximized());
        } else {
            var screen = Screen.getPrimary().getVisualBounds();
            stage.setWidth(Math.min(WIDTH, screen.getWidth()));
            stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
        }
        if (place != null) {
            main.dividers().put(place.dividers());
        }
    }

    /** Screens come and go. */
    private static boolean isOnScreen(WindowPlace place) {
        return Screen.getScreensForRectangle(place.x(), place.y(), place.width(), place.height()).stream()
                .map(Screen::getVisualBounds)
                .anyMatch(screen -> holds(screen, place));
    }

    private static boolean holds(Rectangle2D screen, WindowPlace place) {
        double across = Math.min(screen.getMaxX(), place.x() + place.width()) - Math.max(screen.getMinX(), place.x());
        boolean title = place.y() >= screen.getMinY() - GRIP / 4 && place.y() < screen.getMaxY() - GRIP / 4;
        return across >= GRIP && title && place.width() >= LEAST_WIDTH && place.height() >= LEAST_HEIGHT;
    }

    private void keep() {
        try {
            preferences.window(place());
        } catch (SettingsException e) {
            log.warn("The window's place is not kept", e);
        }
    }

    /** A window that fills the screen goes back to the place it had before that. */
    private WindowPlace place() {
        boolean whole = stage.isMaximized();
        if (whole && before != null) {
            return new WindowPlace(
                    before.x(),
                    before.y(),
                    before.width(),
                    before.height(),
                    true,
                    main.dividers().places());
        }
        return new WindowPlace(
                stage.getX(),
                stage.getY(),
                stage.getWidth(),
                stage.getHeight(),
                whole,
                main.dividers().places());
    }
}
