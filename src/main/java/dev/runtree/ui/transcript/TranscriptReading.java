package dev.runtree.ui.transcript;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.run.Reading;
import dev.runtree.ui.transcript.Batches.Batch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The tab with a run's transcript. Payloads are read as they are scrolled to, some steps at a time; Esc ends that. A click or
 * Enter selects an entry's step.
 */
public final class TranscriptReading implements Reading {
    /** Steps whose payloads are read at once: more than a window shows. */
    private static final int STEPS = 40;

    private final Background background;
    private final Consumer<SpanId> select;
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final FilteredList<Entry> shown = new FilteredList<>(entries);
    private final Set<Entry> unfolded = new HashSet<>();
    private final ListView<Entry> list = new ListView<>(shown);
    private final ToggleButton calls = new ToggleButton(Messages.text("run.transcript.calls"));
    private final VBox view = new VBox();
    private @Nullable RunQueries queries;
    private @Nullable Batches batches;
    private @Nullable Job job;
    private int read;
    private boolean untilTheEnd;

    /** @param select told which step to select */
    public TranscriptReading(Background background, Consumer<SpanId> select) {
        this(background, select, InstantSource.system());
    }

    TranscriptReading(Background background, Consumer<SpanId> select, InstantSource clock) {
        this.background = background;
        this.select = select;
        var nodes = new EntryNodes(clock, this::toggle);
        list.setCellFactory(any -> {
            var cell = new EntryCell(nodes, unfolded, () -> background.later(this::readOn));
            cell.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> clicked(cell, event));
            // The menu is for the entry that it is asked at.
            cell.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
                if (event.getButton() == MouseButton.SECONDARY && !cell.isEmpty()) {
                    list.getSelectionModel().select(cell.getIndex());
                }
            });
            return cell;
        });
        list.getStyleClass().add("transcript");
        list.setAccessibleText(Messages.text("run.transcript"));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        var none = new Label(Messages.text("run.transcript.none"));
        none.getStyleClass().add("hint");
        none.setWrapText(true);
        list.setPlaceholder(none);
        VBox.setVgrow(list, Priority.ALWAYS);
        view.getChildren().addAll(bar(), list);
    }

    private HBox bar() {
        calls.getStyleClass().add("scope");
        calls.setSelected(true);
        calls.setTooltip(new Tooltip(Messages.text("run.transcript.calls.tip")));
        calls.selectedProperty().subscribe(all -> shown.setPredicate(all ? entry -> true : TranscriptReading::isSaid));
        var copy = new Button(Messages.text("run.transcript.copy"), new FontIcon(BootstrapIcons.CLIPBOARD));
        copy.getStyleClass().add("flat-tool");
        copy.setTooltip(new Tooltip(Messages.text("run.transcript.copy.tip")));
        copy.setOnAction(event -> copy(entries));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var bar = new HBox(calls, space, copy);
        bar.getStyleClass().add("statistics-bar");
        return bar;
    }

    private static boolean isSaid(Entry entry) {
        return switch (entry) {
            case Entry.Said said -> true;
            case Entry.Failed failed -> true;
            case Entry.More more -> true;
            case Entry.Aside aside -> false;
            case Entry.Call call -> call.error() != null;
            case Entry.Note note -> note.failed();
        };
    }

    @Override
    public String title() {
        return "run.transcript";
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public void use(RunQueries other) {
        show(null);
        queries = other;
    }

    @Override
    public void show(@Nullable Trace trace) {
        var before = batches;
        if (before != null && trace != null && before.trace().equals(trace)) {
            return;
        }
        stop();
        var asked = queries;
        if (trace == null || asked == null) {
            batches = null;
            entries.clear();
            return;
        }
        batches = new Batches(asked, trace);
        if (before != null && before.trace().run().id().equals(trace.run().id())) {
            ask(read, this::grown);
        } else {
            entries.clear();
            unfolded.clear();
            read = 0;
            ask(0, this::first);
        }
    }

    private void stop() {
        if (job != null) {
            job.cancel();
            job = null;
        }
        untilTheEnd = false;
    }

    private void ask(int upTo, Consumer<Batch> done) {
        var from = batches;
        if (from != null && job == null) {
            job = background.run(from.next(STEPS, upTo), batch -> done(batch, done), this::failed);
        }
    }

    private void done(Batch batch, Consumer<Batch> then) {
        job = null;
        read = batch.read();
        then.accept(batch);
    }

    private void first(Batch batch) {
        entries.setAll(withRest(batch));
        list.scrollTo(0);
        list.getSelectionModel().select(0);
    }

    /** The run has gone on: what stands there stays there, as far as it is the same. */
    private void grown(Batch batch) {
        var fresh = withRest(batch);
        var common = Math.min(entries.size(), fresh.size());
        for (var i = 0; i < common; i++) {
            if (!entries.get(i).equals(fresh.get(i))) {
                entries.set(i, fresh.get(i));
            }
        }
        entries.remove(common, entries.size());
        entries.addAll(fresh.subList(common, fresh.size()));
    }

    private void readOn() {
        if (!entries.isEmpty() && entries.getLast() instanceof Entry.More) {
            ask(0, this::added);
        }
    }

    private void added(Batch batch) {
        entries.removeLast();
        entries.addAll(withRest(batch));
        if (untilTheEnd && batch.isLast()) {
            untilTheEnd = false;
            list.getSelectionModel().selectLast();
            list.scrollTo(shown.size() - 1);
        } else if (untilTheEnd) {
            readOn();
        }
    }

    private static List<Entry> withRest(Batch batch) {
        var all = new ArrayList<>(batch.entries());
        if (!batch.isLast()) {
            all.add(new Entry.More(-1, 0, batch.read(), batch.all(), null));
        }
        return all;
    }

    private void failed(RuntimeException why) {
        job = null;
        untilTheEnd = false;
        if (!entries.isEmpty() && entries.getLast() instanceof Entry.More) {
            entries.removeLast();
        }
        entries.add(new Entry.More(-1, 0, read, read, String.valueOf(why.getMessage())));
        // What has been read of the part that failed is lost: it begins anew.
        var from = batches;
        if (from != null && queries != null) {
            batches = new Batches(queries, from.trace());
        }
    }

    private void clicked(EntryCell cell, MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && !cell.isEmpty()) {
            choose(cell.getItem());
        }
    }

    private void choose(@Nullable Entry entry) {
        var from = batches;
        if (entry instanceof Entry.More more && more.problem() != null) {
            ask(read, this::grown);
        } else if (entry != null && entry.place() >= 0 && from != null) {
            select.accept(from.trace().spans().get(entry.place()).id());
        }
    }

    /** The step of the entry that is selected here, which need not be selected in the tree; {@code null} for none. */
    public @Nullable Span step() {
        var entry = list.getSelectionModel().getSelectedItem();
        var from = batches;
        return entry == null || entry.place() < 0 || from == null
                ? null
                : from.trace().spans().get(entry.place());
    }

    private void toggle(Entry entry) {
        if (!unfolded.remove(entry)) {
            unfolded.add(entry);
        }
        list.refresh();
    }

    private void pressed(KeyEvent event) {
        var entry = list.getSelectionModel().getSelectedItem();
        if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            copy(entry == null ? entries : List.of(entry));
            event.consume();
            return;
        }
        if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        if (acted(event.getCode(), entry)) {
            event.consume();
        }
    }

    private boolean acted(KeyCode code, @Nullable Entry entry) {
        switch (code) {
            case ENTER -> choose(entry);
            case SPACE -> fold(entry, null);
            case RIGHT, KP_RIGHT -> fold(entry, true);
            case LEFT, KP_LEFT -> fold(entry, false);
            case T -> calls.setSelected(!calls.isSelected());
            case END -> end();
            case ESCAPE -> {
                if (!untilTheEnd) {
                    return false;
                }
                untilTheEnd = false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @param open whether to unfold; {@code null} turns it round */
    private void fold(@Nullable Entry entry, @Nullable Boolean open) {
        if (entry != null && entry.folded() != null && (open == null || open != unfolded.contains(entry))) {
            toggle(entry);
        }
    }

    /** Goes to the last entry, which has to be read first. */
    private void end() {
        untilTheEnd = !entries.isEmpty() && entries.getLast() instanceof Entry.More;
        list.getSelectionModel().selectLast();
        list.scrollTo(shown.size() - 1);
        readOn();
    }

    private void copy(List<Entry> what) {
        Clip.put(TranscriptText.of(what));
    }

    @Override
    public void focus() {
        list.requestFocus();
    }
}
