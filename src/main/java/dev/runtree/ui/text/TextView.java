package dev.runtree.ui.text;

import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonScanner;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WhereFromAsked;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A text or JSON of any length, to be read, searched and copied: all of it, at once. JSON is laid out with values as they
 * were sent, folds, and can be filtered by JSONPath.
 */
public final class TextView extends VBox {
    private final Background background;
    private final TextPane pane = new TextPane();
    private final Loading loading;
    private final TextBar bar;
    private final Label note = new Label();
    private final TextFoot foot;
    private final Search search;
    private final PathFilter filter;
    private final TextActions actions;
    private String text = "";
    private String size = "";
    private @Nullable JsonIndex index;
    private boolean announced;
    private boolean endWanted;
    private int stay;
    private Consumer<String> whereFrom = words -> {};

    public TextView() {
        this(new Background());
    }

    /** @param background where long texts are read and searched */
    public TextView(Background background) {
        this.background = background;
        getStyleClass().add("text-view");
        loading = new Loading(background, failed -> tell(failed.getMessage()));
        search = new Search(this, background);
        filter = new PathFilter(this, background);
        actions = new TextActions(this);
        bar = new TextBar(this, search, actions);
        foot = new TextFoot(this);
        note.getStyleClass().add("text-note");
        note.setWrapText(true);
        note.setMaxWidth(Double.MAX_VALUE);
        note.setMinHeight(USE_PREF_SIZE);
        tell(null);
        setVgrow(pane, Priority.ALWAYS);
        getChildren().addAll(bar, note, pane, foot);
        pane.onOpen(this::setOpen);
        pane.setOnKeyPressed(new PaneKeys(this, actions)::pressed);
        pane.setOnContextMenuRequested(actions::showMenu);
    }

    /** Shows a text from its beginning: laid out if it is a JSON object or array, else as it is. */
    public void show(String shown) {
        show(shown, false);
    }

    /** @param json whether it should be JSON, so that a mistake in it is told */
    public void show(String shown, boolean json) {
        text = shown;
        announced = json;
        endWanted = false;
        size = shown.length() > Loading.FIRST ? "" : TextFoot.size(shown);
        search.clear();
        bar.clear();
        if (JsonIndex.isLikely(shown)) {
            showJson();
        } else {
            index = null;
            showPlain();
        }
    }

    /** Shows a text as it is, also where it is JSON. In place of one much like it: what is in view and looked for stays. */
    public void showAsItIs(String shown) {
        stay = pane.viewport().top();
        text = shown;
        endWanted = false;
        size = shown.length() > Loading.FIRST ? "" : TextFoot.size(shown);
        index = null;
        showPlain();
        search.again();
    }

    /** Looks for words, and goes to the first place that has them, or to the next. */
    public void find(String words) {
        if (!words.equals(bar.found())) {
            bar.look(words);
        }
        bar.walk(1);
    }

    void showJson() {
        tell(null);
        var scanner = new JsonScanner(text);
        var fresh = scanner.index();
        index = fresh;
        var rows = new JsonRows(fresh);
        loading.start(scanner::scan, () -> {
            if (fresh.mistake() != null) {
                showMistake(fresh);
                return;
            }
            rows.grown();
            shown(rows, fresh.isFinished());
        });
    }

    /** What is no JSON is shown as it is; that it is none is told where it looks as if it should be. */
    private void showMistake(JsonIndex wrong) {
        index = null;
        showPlain();
        if (announced || wrong.size() > 4) {
            tell(Mistakes.words(wrong));
            pane.setMistake(place(wrong));
        }
    }

    private @Nullable TextPlace place(JsonIndex wrong) {
        var mistake = wrong.mistake();
        if (mistake == null || !(pane.rows() instanceof PlainRows plain) || plain.size() == 0) {
            return null;
        }
        var lines = plain.lines();
        var piece = Math.min(lines.pieceAt(mistake.at()), lines.size() - 1);
        return new TextPlace(piece, Math.min(mistake.at() - lines.start(piece), plain.length(piece)));
    }

    void showPlain() {
        tell(null);
        var lines = new PlainLines(text);
        var rows = new PlainRows(lines);
        loading.start(lines::scan, () -> shown(rows, lines.isFinished()));
    }

    private void shown(Rows rows, boolean finished) {
        if (!pane.rows().equals(rows)) {
            pane.show(rows);
            pane.setWrap(bar.wraps(rows));
            pane.viewport().stay(stay);
            stay = 0;
            bar.update();
        } else {
            pane.rearranged();
        }
        if (finished) {
            measure();
            search.ready();
            if (endWanted) {
                pane.goToEnd();
            }
        }
        foot.update();
    }

    /** Of a long text the size is counted off the FX thread. */
    private void measure() {
        var measured = text;
        if (size.isEmpty()) {
            background.call(
                    () -> TextFoot.size(measured),
                    bytes -> {
                        size = bytes;
                        foot.update();
                    },
                    failed -> {});
        }
    }

    private void tell(@Nullable String words) {
        note.setText(words == null ? "" : words);
        note.setVisible(words != null);
        note.setManaged(words != null);
    }

    /** The whole text as it was given. */
    public String text() {
        return text;
    }

    /** What happens when somebody asks where the selected words, or the value of the current row, came from. */
    public void onWhereFrom(Consumer<String> asked) {
        whereFrom = asked;
        actions.setAsksWhereFrom(true);
        WhereFromAsked.listen(this, actions::selectedOrValue);
    }

    void askWhereFrom() {
        whereFrom.accept(actions.selectedOrValue());
    }

    /** Puts the focus on the text. */
    public void focus() {
        pane.requestFocus();
    }

    /** Goes to the end, as soon as it is known where that is. */
    void toEnd() {
        var known = index == null
                ? !(pane.rows() instanceof PlainRows plain) || plain.lines().isFinished()
                : index.isFinished();
        endWanted = !known;
        pane.goToEnd();
    }

    /** Shows the text laid out as JSON or as it was sent. */
    void setLaidOut(boolean laidOut) {
        bar.clear();
        if (laidOut) {
            showJson();
        } else {
            showPlain();
        }
        search.again();
    }

    boolean isJson() {
        return index != null;
    }

    boolean isLaidOut() {
        return pane.rows() instanceof JsonRows;
    }

    TextPane pane() {
        return pane;
    }

    TextBar bar() {
        return bar;
    }

    Search search() {
        return search;
    }

    Background background() {
        return background;
    }

    PathFilter filter() {
        return filter;
    }

    /** A filter was set, has found something, or has a mistake. */
    void pathChanged() {
        tell(filter.mistake());
        bar.updateHits();
    }

    /** Opens or closes what a row begins; a long string is read off the FX thread first. */
    void setOpen(int row, boolean open) {
        if (!(pane.rows() instanceof JsonRows rows) || rows.isOpen(row) == open) {
            return;
        }
        var id = rows.id(row);
        var place = rows.place(id);
        var isLong = place != null
                && open
                && place.index().isString(place.line())
                && place.index().valueEnd(place.line()) - place.index().valueStart(place.line()) > Loading.FIRST;
        if (place == null || !isLong) {
            rows.setOpen(row, open);
            rearranged();
            return;
        }
        background.call(
                () -> JsonRows.Inside.of(place),
                inside -> {
                    var at = rows.rowOf(id);
                    if (pane.rows().equals(rows) && at >= 0) {
                        rows.open(at, inside);
                        rearranged();
                    }
                },
                failed -> tell(failed.getMessage()));
    }

    /** Called when rows were folded, unfolded or filtered. */
    void rearranged() {
        pane.selection().clear();
        pane.rearranged();
        search.rearranged();
        foot.update();
    }

    /** Where the current row is: its path, or which line it has. */
    String place() {
        if (isLaidOut()) {
            return actions.path();
        }
        var rows = pane.rows();
        if (!(rows instanceof PlainRows plain) || plain.size() == 0) {
            return "";
        }
        var lines = plain.lines();
        var count = lines.number(plain.size() - 1);
        return Messages.text(
                "text.foot.line",
                Figures.count(lines.number(pane.current())),
                Figures.count(count) + (lines.isFinished() ? "" : "…"));
    }

    /** Goes to a line, counted from 1. */
    void goToLine(int line) {
        var row = pane.rows() instanceof PlainRows plain ? plain.lines().pieceOf(line) : line - 1;
        pane.selection().clear();
        pane.go(row);
        pane.reveal(new TextPlace(pane.current(), 0), false);
        pane.requestFocus();
    }

    String size() {
        return size;
    }
}
