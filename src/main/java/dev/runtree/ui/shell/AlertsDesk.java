package dev.runtree.ui.shell;

import dev.runtree.alert.AlertEntry;
import dev.runtree.alert.BadAlert;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.alerts.AlertsController;
import dev.runtree.ui.alerts.Wanted;
import dev.runtree.ui.background.Background;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.jspecify.annotations.Nullable;

/** Alerts, as the window shows them: how many fire, which begin to, and the sheet with all. */
final class AlertsDesk {
    private final Background background;
    private final Consumer<String> told;
    private final Consumer<RunFilter> runs;
    private final Runnable queue;
    private final ReadOnlyLongWrapper firing = new ReadOnlyLongWrapper();
    private Set<String> known = Set.of();
    private String wrong = "";
    private @Nullable Overlays overlays;
    private @Nullable OpenDatabase open;

    /**
     * @param told a sentence for the status line
     * @param runs shows the runs that a filter finds
     * @param queue shows the approvals that wait
     */
    AlertsDesk(Background background, Consumer<String> told, Consumer<RunFilter> runs, Runnable queue) {
        this.background = background;
        this.told = told;
        this.runs = runs;
        this.queue = queue;
    }

    /** @param over where it is laid */
    void fill(Overlays over) {
        overlays = over;
    }

    void use(OpenDatabase database) {
        open = database;
        known = Set.of();
        firing.set(0);
        database.alerts().onLooked(() -> background.later(() -> count(database)));
        count(database);
    }

    /** How many fire and are not silenced. */
    ReadOnlyLongProperty firingProperty() {
        return firing.getReadOnlyProperty();
    }

    private void count(OpenDatabase of) {
        if (of.equals(open)) {
            var database = of.database();
            background.call(
                    () -> counted(database.home(), database.identity()),
                    now -> {
                        if (of.equals(open)) {
                            show(now);
                        }
                    },
                    why -> firing.set(0));
        }
    }

    /**
     * What was found.
     *
     * @param wrong why nothing was; empty when it was
     */
    private record Counted(List<AlertEntry> firing, String wrong) {}

    private static Counted counted(RuntreeHome home, String database) {
        try {
            return new Counted(firing(AlertEntry.all(home, database)), "");
        } catch (BadAlert e) {
            return new Counted(List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static List<AlertEntry> firing(List<AlertEntry> all) {
        var now = Instant.now();
        return all.stream()
                .filter(entry -> entry.isFiring() && !entry.isSilenced(now))
                .toList();
    }

    /** What is wrong with the rules is told once, until it is something else. */
    private void show(Counted counted) {
        var isNew = !counted.wrong().equals(wrong);
        wrong = counted.wrong();
        if (wrong.isEmpty()) {
            show(counted.firing());
            return;
        }
        firing.set(0);
        if (isNew) {
            told.accept(wrong);
        }
    }

    /** The desktop may have no notifications: what begins to fire is told in the window too. */
    private void show(List<AlertEntry> now) {
        var names = new HashSet<String>();
        for (var entry : now) {
            names.add(entry.rule().name());
            if (!known.contains(entry.rule().name())) {
                told.accept(Messages.text(
                        "alerts.fires", entry.rule().name(), entry.rule().sentence()));
            }
        }
        known = names;
        firing.set(now.size());
    }

    /**
     * Nothing while no database is open.
     *
     * @param wanted what a new alert is to be about; {@code null} to look at those that are there
     */
    void show(@Nullable Wanted wanted) {
        var database = open;
        var over = overlays;
        if (database == null || over == null) {
            return;
        }
        var controllers = new AlertsController[1];
        over.sheet(
                close -> {
                    controllers[0] = new AlertsController(
                            background,
                            database.databases(),
                            new AlertsController.Ways(database.alerts()::lookSoon, runs, queue, close),
                            wanted);
                    return Fxml.load(controllers[0]);
                },
                shown -> controllers[0].focus());
    }
}
