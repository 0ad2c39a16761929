package dev.runtree.ui;

import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The icons of runs. Their colours and sizes are in the style sheets, by the style class named after the word. */
public final class Icons {

    private Icons() {}

    public static FontIcon icon(Ikon code, String... styleClasses) {
        var icon = new FontIcon(code);
        icon.getStyleClass().addAll(styleClasses);
        return icon;
    }

    public static Ikon of(RunType type) {
        return switch (type) {
            case AGENT -> BootstrapIcons.CPU_FILL;
            case TEAM -> BootstrapIcons.PEOPLE_FILL;
            case WORKFLOW -> BootstrapIcons.DIAGRAM_3_FILL;
            case CALL -> BootstrapIcons.STARS;
        };
    }

    public static Ikon of(RunStatus status) {
        return switch (status) {
            case OK -> BootstrapIcons.CHECK_CIRCLE_FILL;
            case ERROR -> BootstrapIcons.X_OCTAGON_FILL;
            case RUNNING -> BootstrapIcons.RECORD_CIRCLE;
            case PAUSED -> BootstrapIcons.PAUSE_CIRCLE_FILL;
            case CANCELLED -> BootstrapIcons.SLASH_CIRCLE;
        };
    }

    /** The style class that colours a run's icon: {@code kind-team}. */
    public static String kindClass(RunType type) {
        return "kind-" + type.kind().lowerCase();
    }

    /** The style class that colours a status: {@code status-error}. */
    public static String statusClass(RunStatus status) {
        return "status-" + status.word();
    }
}
