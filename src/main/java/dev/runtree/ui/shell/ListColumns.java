package dev.runtree.ui.shell;

import dev.runtree.settings.Settings;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.runs.RunListController;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The columns of the run list, and whether values are counted beneath it, are as the reader last left them. */
final class ListColumns {
    private static final String CHOICE = "runs.columns";
    private static final String FACETS = "runs.facets";

    private final Background background;
    private final Preferences preferences;
    private final RunListController list;
    private final Latest keeping;
    private @Nullable String now;
    private volatile @Nullable String unkept;

    ListColumns(Background background, Preferences preferences, RunListController list) {
        this.background = background;
        this.preferences = preferences;
        this.list = list;
        keeping = new Latest(background, Duration.millis(500));
    }

    void follow() {
        list.onColumns(this::keep);
        list.onFacets(open ->
                background.call(() -> preferences.choice(FACETS, String.valueOf(open)), kept -> {}, failure -> {}));
        var kept = preferences.now();
        show(kept.choice(CHOICE).orElse(""));
        list.facets(kept.choice(FACETS).map(Boolean::parseBoolean).orElse(true));
    }

    private void show(String columns) {
        now = columns.isEmpty() ? null : columns;
        list.columns(columns);
    }

    /** The columns as they are, in the list's own words; {@code null} as long as nobody has changed them. */
    @Nullable String now() {
        return now;
    }

    /** While one is being made wider, only where it ends counts. */
    private void keep(String columns) {
        now = columns;
        unkept = columns;
        keeping.ask(this::keeper, kept -> {}, failure -> {});
    }

    private Work<Settings> keeper() {
        return this::keepNow;
    }

    /** Keeps what has not been kept yet, as before the window goes; not for the JavaFX thread. */
    synchronized Settings keepNow() {
        var columns = unkept;
        unkept = null;
        return columns == null ? preferences.now() : preferences.choice(CHOICE, columns);
    }
}
