package dev.runtree.ui.shell;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.runs.RunListController;
import javafx.util.Duration;

/** The columns of the run list are as the reader last left them. */
final class ListColumns {
    private static final String CHOICE = "runs.columns";

    private final Background background;
    private final RuntreeHome home;
    private final RunListController list;
    private final Latest keeping;

    ListColumns(Background background, RuntreeHome home, RunListController list) {
        this.background = background;
        this.home = home;
        this.list = list;
        keeping = new Latest(background, Duration.millis(500));
    }

    void follow() {
        list.onColumns(this::keep);
        background.call(() -> new SettingsFile(home).load().choice(CHOICE).orElse(""), list::columns, failure -> {});
    }

    /** While one is being made wider, only where it ends counts. */
    private void keep(String columns) {
        keeping.ask(() -> keeper(columns), kept -> {}, failure -> {});
    }

    private Work<Settings> keeper(String columns) {
        return () -> Preferences.choice(home, CHOICE, columns);
    }
}
