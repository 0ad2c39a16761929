package dev.runtree.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/** Light or dark. {@code tokens.css} has both; a scene's colour scheme says which of them holds. */
public enum Theme {
    SYSTEM(null),
    LIGHT(ColorScheme.LIGHT),
    DARK(ColorScheme.DARK);

    /** In the order of their precedence. */
    private static final List<String> SHEETS = """
        tokens
        controls
        app
        filter
        runs
        notes
        connect
        targets
        receive
        database
        run
        prose
        detail
        provenance
        text
        statistics
        transcript
        copy
        sessions
        compare
        aligned
        approvals
        agents
        watch
        replay
        checks
        sql
        """.lines().toList();

    private final @Nullable ColorScheme scheme;

    Theme(@Nullable ColorScheme scheme) {
        this.scheme = scheme;
    }

    /** Gives a scene the program's style sheets and keeps it in step with its colour scheme. */
    public static void install(Scene scene) {
        Fonts.load();
        for (String sheet : SHEETS) {
            scene.getStylesheets().add(address(sheet));
        }
        var preferences = scene.getPreferences();
        preferences.colorSchemeProperty().subscribe(Theme::usePrimer);
    }

    private static String address(String sheet) {
        String path = "/styles/" + sheet + ".css";
        return Objects.requireNonNull(Theme.class.getResource(path), path).toExternalForm();
    }

    /** Primer for the whole program, so that menus and tooltips have it too. */
    private static void usePrimer(ColorScheme scheme) {
        var primer = scheme == ColorScheme.DARK ? new PrimerDark() : new PrimerLight();
        Application.setUserAgentStylesheet(primer.getUserAgentStylesheetBSS());
    }

    public void apply(Scene scene) {
        scene.getPreferences().setColorScheme(scheme);
    }

    /** What the theme key leads to: the other of light and dark. */
    public static Theme opposite(Scene scene) {
        return scene.getPreferences().getColorScheme() == ColorScheme.DARK ? LIGHT : DARK;
    }
}
