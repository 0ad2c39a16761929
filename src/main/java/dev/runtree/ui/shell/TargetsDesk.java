package dev.runtree.ui.shell;

import dev.runtree.export.target.Target;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.targets.ChosenRuns;
import dev.runtree.ui.targets.TargetsController;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Copies to other back ends, as the window shows them. */
final class TargetsDesk {
    private final Background background;
    private final RuntreeHome home;
    private final RunPanes runs;
    private final Consumer<String> reveal;
    private BiConsumer<Target, ChosenRuns> send = (target, which) -> {};
    private @Nullable Overlays overlays;
    private @Nullable OpenDatabase open;

    /**
     * @param runs of which some may be sent
     * @param reveal shows a step by its id
     */
    TargetsDesk(Background background, RuntreeHome home, RunPanes runs, Consumer<String> reveal) {
        this.background = background;
        this.home = home;
        this.runs = runs;
        this.reveal = reveal;
    }

    /**
     * @param over where it is laid
     * @param sender told which runs are to go where
     */
    void fill(Overlays over, BiConsumer<Target, ChosenRuns> sender) {
        overlays = over;
        send = sender;
    }

    void use(OpenDatabase database) {
        open = database;
    }

    /** Nothing while no database is open. */
    void show() {
        var database = open;
        var over = overlays;
        if (database != null && over != null) {
            over.targets(close ->
                    new TargetsController(background, home, database.database(), chosen(), send, reveal, close));
        }
    }

    private ChosenRuns chosen() {
        return new ChosenRuns(Exporting.traces(runs.selection()), runs.filter());
    }
}
