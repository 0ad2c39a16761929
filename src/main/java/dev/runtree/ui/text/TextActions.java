package dev.runtree.ui.text;

import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonPaths;
import dev.runtree.json.JsonPrint;
import dev.runtree.json.JsonStrings;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import org.jspecify.annotations.Nullable;

/** What can be done with a text: by key, in the menu of the bar, and in the one under the pointer. */
final class TextActions {
    /** A larger value is put together off the FX thread. */
    private static final int LARGE = 1 << 20;

    /** Of more rows than this all is copied that stands in them, also what is folded away. */
    private static final int MANY = 20_000;

    private final TextView view;
    private boolean asksWhereFrom;
    private @Nullable ContextMenu menu;

    TextActions(TextView view) {
        this.view = view;
    }

    void setAsksWhereFrom(boolean asks) {
        asksWhereFrom = asks;
    }

    private @Nullable JsonRows json() {
        return view.pane().rows() instanceof JsonRows json && json.size() > 0 ? json : null;
    }

    /** Where the current row is in JSON; {@code null} when it is in none. */
    private JsonRows.@Nullable Place place() {
        var json = json();
        return json == null ? null : json.place(json.id(view.pane().current()));
    }

    /** Copies what is selected, or else the value of the current row. */
    void copy() {
        var selection = view.pane().selection();
        var from = selection.from();
        var to = selection.to();
        if (from == null || to == null || selection.isEmpty()) {
            copyValue();
        } else if (view.pane().rows() instanceof JsonRows json && to.row() - from.row() > MANY) {
            var first = json.rootLine(from.row());
            var last = json.rootLine(to.row());
            view.background().call(() -> JsonPrint.lines(json.index(), first, last), Clip::put, failed -> {});
        } else {
            Clip.put(selection.text());
        }
    }

    void copyAll() {
        Clip.put(view.text());
    }

    /** A string as what it says, everything else as it was sent. */
    void copyValue() {
        put((index, line) -> index.said(line));
    }

    void copyAsSent() {
        put((index, line) -> index.raw(line));
    }

    private void put(BiFunction<JsonIndex, Integer, String> what) {
        var place = place();
        if (place == null) {
            Clip.put(value());
            return;
        }
        var index = place.index();
        var line = index.opening(place.line());
        if (index.valueEnd(line) - index.start(line) < LARGE) {
            Clip.put(name(index, line), what.apply(index, line));
        } else {
            view.background()
                    .call(() -> what.apply(index, line), value -> Clip.put(name(index, line), value), failed -> {});
        }
    }

    private static String name(JsonIndex index, int line) {
        var key = index.key(line);
        return key == null ? "" : key;
    }

    /** The value of the current row. */
    private String value() {
        var json = json();
        var row = view.pane().current();
        if (json == null) {
            return view.pane().rows().size() == 0
                    ? ""
                    : view.pane().rows().row(row).text();
        }
        var place = place();
        if (place != null) {
            return place.index().said(place.line());
        }
        var host = json.place(json.openedOf(json.id(row)).host());
        return host == null ? "" : host.index().said(host.line());
    }

    String selectedOrValue() {
        var selection = view.pane().selection();
        return selection.isEmpty() ? value() : selection.text();
    }

    void copyPath() {
        Clip.putExact(view.place());
    }

    /** The JSONPath of the current row; of one inside a string that was opened, the string's and behind it the inner one. */
    String path() {
        var json = json();
        if (json == null) {
            return "";
        }
        var id = json.id(view.pane().current());
        var path = new StringBuilder();
        while (true) {
            var place = json.place(id);
            if (place != null) {
                path.insert(0, JsonPaths.of(place.index(), place.line()) + (path.isEmpty() ? "" : " » "));
            }
            if (id >= 0) {
                return path.toString();
            }
            id = json.openedOf(id).host();
        }
    }

    void toggle() {
        var json = json();
        if (json != null) {
            var row = view.pane().current();
            view.setOpen(row, !json.isOpen(row));
        }
    }

    void foldAll() {
        level(1);
    }

    void unfoldAll() {
        var json = json();
        if (json != null) {
            keeping(json, json::unfoldAll);
        }
    }

    /** @param depth from which on everything is folded */
    void level(int depth) {
        var json = json();
        if (json != null && json.index().isFinished()) {
            keeping(json, () -> json.level(depth));
        }
    }

    /** The line that is current stays so, or what hides it takes its place. */
    private void keeping(JsonRows json, Runnable change) {
        var line = json.rootLine(view.pane().current());
        change.run();
        view.rearranged();
        view.pane().go(json.rowNear(line));
    }

    void toggleEscapes() {
        var json = json();
        if (json != null) {
            json.texts().setAsSent(!json.texts().isAsSent());
            view.rearranged();
            view.search().again();
        }
    }

    void showMenu(ContextMenuEvent event) {
        if (menu != null) {
            menu.hide();
        }
        var fresh = new ContextMenu();
        fresh.getItems().setAll(items());
        menu = fresh;
        fresh.show(view.pane(), event.getScreenX(), event.getScreenY());
        event.consume();
    }

    List<MenuItem> items() {
        var items = new ArrayList<MenuItem>();
        var json = json();
        if (!view.pane().selection().isEmpty()) {
            items.add(item("text.copy.selected", this::copy));
        }
        if (json != null) {
            items.add(item("text.copy.value", this::copyValue));
            items.add(item("text.copy.path", this::copyPath));
            items.add(item("text.copy.sent", this::copyAsSent));
            items.add(item("text.copy.pretty", () -> put(JsonPrint::pretty)));
            items.add(item("text.copy.compact", () -> put(JsonPrint::compact)));
            items.add(item("text.copy.string", () -> put((index, line) -> JsonStrings.quoted(index.raw(line)))));
        } else {
            items.add(item("text.copy.line", this::copyValue));
        }
        items.add(item("text.copy.all", this::copyAll));
        if (asksWhereFrom) {
            items.add(new SeparatorMenuItem());
            items.add(item("text.where", view::askWhereFrom));
        }
        if (json != null) {
            items.add(new SeparatorMenuItem());
            items.add(item("text.json.fold", this::foldAll));
            items.add(item("text.json.unfold", this::unfoldAll));
            items.add(item(json.texts().isAsSent() ? "text.json.decoded" : "text.json.sent", this::toggleEscapes));
        }
        items.add(item("text.end", view::toEnd));
        return items;
    }

    private static MenuItem item(String key, Runnable action) {
        var item = new MenuItem(Messages.text(key));
        item.setOnAction(event -> action.run());
        return item;
    }
}
