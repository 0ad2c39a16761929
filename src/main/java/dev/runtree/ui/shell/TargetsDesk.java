package dev.runtree.ui.shell;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Copies to other back ends, as the window shows them. */
final class TargetsDesk {
    private final Background background;
    private final RuntreeHome home;
    private final Consumer<String> reveal;
    private @Nullable Overlays overlays;
    private @Nullable OpenDatabase open;

    /** @param reveal shows a step by its id */
    TargetsDesk(Background background, RuntreeHome home, Consumer<String> reveal) {
        this.background = background;
        this.home = home;
        this.reveal = reveal;
    }

    /** @param over where it is laid */
    void fill(Overlays over) {
        overlays = over;
    }

    void use(OpenDatabase database) {
        open = database;
    }

    /** Nothing while no database is open. */
    void show() {
        var database = open;
        var over = overlays;
        if (database != null && over != null) {
            over.targets(background, home, database, reveal);
        }
    }
}
