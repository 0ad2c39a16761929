package dev.runtree.ui.shell;

import dev.runtree.compare.RunComparison;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Annotations;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.RunPage;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.MainView;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.compare.CompareController;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The comparison of runs among the views: who goes there, and where it leads. */
final class CompareDesk implements MainView {
    /** The tables whose rows lead to a comparison, and back; each with its name. */
    private static final Map<Place, String> TABLES =
            Map.of(Place.MANY, "many.table", Place.TURNS, "turns.table", Place.CHECKS, "checks.table");

    private static final int LOOKED_THROUGH = 100;
    private static final int SOME = 3;
    private static final int PAIR = 2;

    private final Background background;
    private final Preferences preferences;
    private final Desk views;
    private final RunPanes runs;
    private final Consumer<String> told;
    private @Nullable CompareController made;
    private @Nullable RunQueries queries;
    private @Nullable Annotations annotations;
    private Place from = Place.RUNS;

    /** @param told a sentence for the status line */
    CompareDesk(Background background, Preferences preferences, Desk views, RunPanes runs, Consumer<String> told) {
        this.background = background;
        this.preferences = preferences;
        this.views = views;
        this.runs = runs;
        this.told = told;
    }

    @Override
    public Parent node() {
        var comparison = new CompareController(background, preferences, this::open, () -> views.show(from));
        var node = Fxml.load(comparison);
        made = comparison;
        useIfMade();
        return node;
    }

    @Override
    public void use(Databases databases) {
        var database = databases.traces();
        queries = new RunQueries(database);
        annotations = new Annotations(database);
        useIfMade();
        if (isShown()) {
            views.show(Place.RUNS);
        }
    }

    private void useIfMade() {
        var comparison = made;
        var asked = queries;
        var notes = annotations;
        if (comparison != null && asked != null && notes != null) {
            comparison.use(asked, notes);
        }
    }

    @Override
    public void refresh() {
        if (isShown()) {
            shown().refresh();
        }
    }

    @Override
    public void leave(Database database) {
        // It writes nothing.
    }

    @Override
    public void setActive(boolean now) {
        if (!now && made != null) {
            made.leave();
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return List.of(shown().pane());
    }

    @Override
    public List<Command> commands() {
        return shown().commands();
    }

    @Override
    public void focus() {
        shown().focus();
    }

    private CompareController shown() {
        return Objects.requireNonNull(made, "it was not shown yet");
    }

    private boolean isShown() {
        return views.shown() == Place.COMPARE;
    }

    /** Reads again what is compared, if that is shown. */
    void readAgain() {
        if (isShown()) {
            shown().readAgain();
        }
    }

    /** Compares the runs that are selected in the list; says how many that may be, if it cannot. */
    void compareSelected() {
        var selected = runs.selection();
        if (isShown()) {
            return;
        }
        if (selected.size() < RunComparison.FEWEST || selected.size() > RunComparison.MOST) {
            told.accept(Messages.text(
                    "compare.select", Figures.count(RunComparison.FEWEST), Figures.count(RunComparison.MOST)));
        } else {
            compare(selected);
        }
    }

    /**
     * Compares what is selected; where that is one run or none, a replay with its original, or the newest with those of its
     * name.
     *
     * @param asTable whether more than two are compared, in the table
     */
    void compareAny(boolean asTable) {
        var asked = queries;
        var shown = runs.showing();
        if (runs.selection().size() >= RunComparison.FEWEST) {
            compareSelected();
        } else if (!asTable && shown != null && shown.replayOf() != null) {
            views.replaying().compareWithOriginal(shown);
        } else if (asked != null) {
            background.run(
                    asked.runs(RunFilter.ALL, null, LOOKED_THROUGH),
                    page -> compareAny(page, asTable ? SOME : PAIR),
                    why -> told.accept(String.valueOf(why.getMessage())));
        }
    }

    private void compareAny(RunPage page, int most) {
        var selected = runs.selected();
        var name = selected != null
                ? selected.name()
                : page.runs().isEmpty() ? "" : page.runs().getFirst().name();
        var some = Stream.concat(Stream.ofNullable(selected), page.runs().stream())
                .sorted(Comparator.comparing((Run run) -> !run.name().equals(name))
                        .thenComparing(run -> run.endNanos() == null))
                .distinct()
                .limit(most)
                .toList();
        if (some.size() >= RunComparison.FEWEST) {
            compare(some);
        }
    }

    /** Compares runs, with the first of them. */
    void compare(List<Run> wanted) {
        if (!isShown()) {
            from = TABLES.containsKey(views.shown()) ? views.shown() : Place.RUNS;
        }
        views.show(Place.COMPARE);
        shown().leadsBack(Messages.text(TABLES.getOrDefault(from, "keys.runs")));
        shown().show(wanted);
    }

    private void open(Run run, @Nullable SpanId step) {
        if (step == null || step.equals(run.id())) {
            views.open(run);
        } else {
            views.open(run, step);
        }
    }
}
