package dev.runtree.ui.check;

import dev.runtree.check.CaseResult;
import dev.runtree.check.CheckLimits;
import dev.runtree.check.CheckSettings;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WorkView;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.EachSecond;
import dev.runtree.ui.results.Batch;
import dev.runtree.ui.results.ResultTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Cases as a table that fills as they are checked, and one of them in full beneath it. */
public final class ChecksView extends VBox implements WorkView {
    private static final double TABLE_SHARE = 0.5;

    private final Background background;
    private final CasePlaces places;
    private final Prices prices;
    private final CheckLeads leads;
    private final CheckHead head;
    private final PlacesBar bar = new PlacesBar(this::add, this::remove);
    private final KindFilter kinds = new KindFilter(this::filter);
    private final ResultTable<CheckRow> table;
    private final CheckDetails details;
    private final SplitPane split;
    private final EmptyChecks empty;
    private final CaseReading reading;
    private final EachSecond watch;
    private final List<CaseResult> results = new ArrayList<>();
    private CheckSettings settings;
    private Report report = Report.NONE;
    private @Nullable CheckRequest request;
    private @Nullable Path wanted;
    private @Nullable Database database;
    private volatile @Nullable Batch<CaseResult> work;

    /** @param environment where keys and addresses of models are taken from */
    public ChecksView(
            Background background,
            CasePlaces places,
            Prices prices,
            Map<String, String> environment,
            CheckLeads leads) {
        this.background = background;
        this.places = places;
        this.prices = prices;
        this.leads = leads;
        settings = new CheckSettings(null, null, false, CheckLimits.NONE, environment);
        reading = new CaseReading(background, places, this::read);
        watch = new EachSecond(this::look);
        head = new CheckHead(new CheckHead.Does(
                this::checkAll, this::checkSelected, this::checkAgain, this::ask, this::stop, this::report));
        table = CheckTable.of(row -> row.replay().ifPresent(this::compare));
        details = new CheckDetails(
                background, this::compare, replay -> leads.open(replay.runId()), file -> leads.edit(file.toUri()));
        empty = new EmptyChecks(bar);
        split = new SplitPane(table, details);
        getStyleClass().addAll("many", "checks");
        fill();
    }

    private void fill() {
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(TABLE_SHARE);
        split.getStyleClass().add("panes");
        SplitPane.setResizableWithParent(details, true);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.onSelected(details::show);
        table.setOnKeyPressed(this::pressed);
        var line = new HBox(kinds);
        line.getStyleClass().add("check-kinds");
        line.managedProperty().bind(line.visibleProperty());
        line.visibleProperty().bind(split.visibleProperty());
        bar.managedProperty().bind(bar.visibleProperty());
        bar.visibleProperty().bind(split.visibleProperty());
        var body = new StackPane(split, empty);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, bar, line, body);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && isRunning()) {
                stop();
                event.consume();
            }
        });
        showPlaces();
        offer();
    }

    private void compare(CaseResult.Replay replay) {
        if (replay.isRecordHere()) {
            leads.compare(replay.runId(), replay.replayOf());
        } else {
            leads.told(Messages.text("checks.compare.away"));
            leads.open(replay.runId());
        }
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case R -> {
                if (event.isShiftDown()) {
                    checkAll();
                } else {
                    checkSelected();
                }
            }
            case F -> checkAgain();
            case O -> edit();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void edit() {
        var row = table.getSelectionModel().getSelectedItem();
        if (row != null) {
            leads.edit(row.path().toUri());
        }
    }

    /** Works with another database. What was checked before is still to be seen; its replays are in the other one. */
    public void use(Database other) {
        database = other;
    }

    @Override
    public void leave(Database before) {
        var going = work;
        if (going != null) {
            going.leave(before, Messages.text("fork.stopped.database"));
        }
    }

    /** Files are looked at while it is shown. */
    public void setActive(boolean now) {
        if (now) {
            look();
            watch.play();
        } else {
            watch.stop();
        }
    }

    /**
     * Takes files and folders of cases that were dropped.
     *
     * @return whether it has: anything else is none of it
     */
    public boolean take(List<Path> dropped) {
        var isOfCases =
                dropped.stream().allMatch(path -> path.toString().matches(".*\\.ya?ml") || Files.isDirectory(path));
        if (isOfCases) {
            add(dropped);
        }
        return isOfCases;
    }

    /** Shows the cases of more files and folders. */
    public void add(List<Path> more) {
        places.add(more);
        showPlaces();
        look();
    }

    /** Shows a case that has just been written, as soon as it is read. */
    public void reveal(Path file) {
        wanted = file.toAbsolutePath().normalize();
        add(List.of(wanted));
    }

    private void remove(Path place) {
        places.remove(place);
        showPlaces();
        look();
    }

    private void showPlaces() {
        bar.show(places.all());
        split.setVisible(!places.all().isEmpty());
        empty.setVisible(places.all().isEmpty());
    }

    private void look() {
        if (!isRunning()) {
            reading.look();
        }
    }

    /** The files are as follows. */
    private void read(List<CaseFile> files) {
        if (isRunning()) {
            return;
        }
        table.change(CheckTable.with(table.rows(), files));
        var file = wanted;
        if (file != null && files.stream().anyMatch(one -> one.file().equals(file))) {
            wanted = null;
            CheckTable.select(table, file);
        }
        offer();
    }

    private void filter() {
        table.filter(kinds.wanted());
        CheckTable.selectOne(table);
    }

    private void offer() {
        var rows = table.rows();
        kinds.count(rows);
        head.offer(!rows.isEmpty(), rows.stream().anyMatch(ChecksView::isAgain));
    }

    /** What did not pass, or was not looked at as it is now. */
    private static boolean isAgain(CheckRow row) {
        return switch (row.kind()) {
            case FAILED, ERROR, SKIPPED -> true;
            case PASSED -> row.isStale();
            case UNCHECKED -> false;
        };
    }

    private void checkAll() {
        check(row -> true, false);
    }

    private void checkAgain() {
        check(ChecksView::isAgain, false);
    }

    private void checkSelected() {
        check(List.copyOf(table.getSelectionModel().getSelectedItems())::contains, false);
    }

    /** Asks how the selected ones are checked where several are, and otherwise all. */
    private void ask() {
        var selected = List.copyOf(table.getSelectionModel().getSelectedItems());
        check(selected.size() > 1 ? selected::contains : row -> true, true);
    }

    /** @param isAsking whether it is asked how, also where nothing can cost anything */
    private void check(Predicate<CheckRow> meant, boolean isAsking) {
        var files = table.rows().stream().filter(meant).map(CheckRow::file).toList();
        if (isRunning() || files.isEmpty()) {
            return;
        }
        var asked = new CheckRequest(files, settings);
        // Cases that ask a model as they are written are never passed silently from the record.
        var written =
                new CheckRequest(files, new CheckSettings(null, null, false, CheckLimits.NONE, settings.environment()));
        if (isAsking || !asked.live().isEmpty() || !written.live().isEmpty()) {
            leads.sheet(hide -> new CheckSheet(files, settings, this::begin, hide), CheckSheet::focus);
        } else {
            begin(asked);
        }
    }

    private void begin(CheckRequest of) {
        var open = database;
        if (isRunning() || open == null) {
            return;
        }
        request = of;
        settings = of.settings();
        results.clear();
        report = Report.begun();
        var first = of.cases().getFirst();
        table.change(CheckTable.each(
                table.rows(),
                row -> of.cases().contains(row.file())
                        ? row.at(row.file().equals(first) ? CheckRow.Stage.GOES_ON : CheckRow.Stage.WAITS)
                        : row));
        head.progress(CheckWords.progress(results, of.cases().size()), 0);
        var begun = new Batch<CaseResult>(
                background, open, (each, cancellation) -> of.check(open, prices, each, cancellation), new Told());
        work = begun;
        begun.start();
    }

    /** Whether cases are checked now. */
    public boolean isRunning() {
        return work != null;
    }

    private void stop() {
        var going = work;
        if (going != null) {
            head.stopping();
            going.stop(Messages.text("fork.stopped.reader"), why -> leads.told(CheckWords.line(why)));
        }
    }

    private void report() {
        var all = table.rows().stream()
                .map(CheckRow::result)
                .filter(Objects::nonNull)
                .toList();
        report.write(background, getScene().getWindow(), all, leads::told);
    }

    private final class Told implements Batch.Listener<CaseResult> {
        @Override
        public void came(List<CaseResult> come) {
            var asked = request;
            if (asked == null) {
                return;
            }
            results.addAll(come);
            var next = results.size() < asked.cases().size()
                    ? asked.cases().get(results.size()).file()
                    : null;
            table.change(CheckTable.came(table.rows(), come, next));
            kinds.count(table.rows());
            head.progress(
                    CheckWords.progress(results, asked.cases().size()),
                    (double) results.size() / asked.cases().size());
        }

        @Override
        public void ended() {
            work = null;
            table.change(CheckTable.each(table.rows(), row -> row.at(CheckRow.Stage.RESTS)));
            var line = CheckWords.done(results);
            head.ended(line, true);
            filter();
            offer();
            leads.told(Messages.text("checks.ended", line));
            look();
        }

        @Override
        public void failed(RuntimeException why) {
            ended();
            leads.told(CheckWords.line(why));
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return split.isVisible() ? List.of(table, details) : List.of(empty);
    }

    @Override
    public List<Command> commands() {
        return List.of(
                command("checks.all", "Shift+R", this::checkAll),
                command("checks.some", "r", this::checkSelected),
                command("checks.again", "f", this::checkAgain),
                command("checks.how", "", this::ask),
                command("many.stop", "Esc", this::stop),
                command("checks.junit", "", this::report),
                command("checks.edit.tip", "o", this::edit),
                command("checks.add.folder", "", bar::chooseFolder),
                command("checks.add.files", "", bar::chooseFiles),
                new Command(Command.Group.VIEW, Messages.text("many.sort"), "s", () -> table.sortByKey(false)),
                new Command(Command.Group.VIEW, Messages.text("many.turn"), "S", () -> table.sortByKey(true)));
    }

    private static Command command(String key, String keys, Runnable does) {
        return new Command(Command.Group.RUN, Messages.text(key), keys, does);
    }

    @Override
    public void focus() {
        if (split.isVisible()) {
            table.requestFocus();
        } else {
            empty.focus();
        }
    }
}
