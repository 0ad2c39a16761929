package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.settings.TextForm;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WhereFromAsked;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.text.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A text of a kind in the form that its reader chose for that kind: its beginning when it is long, and all of it on demand. */
final class TextBlock extends VBox {
    /** Of a longer text the beginning is shown. */
    static final int WHOLE = 8_000;

    private static final int BEGINNING = 3_000;
    private static final double VIEW = 420;

    /** A longer text is parsed on another thread; until then it is shown as it was sent. */
    private static final int AT_ONCE = 100_000;

    private final Reader reader;
    private final String kind;
    private final String text;
    private final boolean small;
    private final String[] styleClasses;
    private final MenuButton menu = new MenuButton();
    private @Nullable String pretty;
    private boolean all;

    TextBlock(Reader reader, String kind, String text, String... styleClasses) {
        this.reader = reader;
        this.kind = kind;
        this.text = text;
        this.styleClasses = styleClasses;
        small = kind.equals("result");
        getStyleClass().add("text-block");
        menu.getStyleClass().add("form-menu");
        menu.setMinWidth(USE_PREF_SIZE);
        if (text.length() <= AT_ONCE) {
            laidOut(TextForms.pretty(text));
        } else {
            laidOut(Optional.empty());
            reader.background().call(() -> TextForms.pretty(text), this::laidOut, failed -> {});
        }
    }

    private boolean isJson() {
        return pretty != null;
    }

    /** @param json the text on indented lines; empty while it is not known to be JSON */
    private void laidOut(Optional<String> json) {
        pretty = json.orElse(null);
        fillMenu();
        show();
    }

    private void show() {
        var form = reader.forms().of(kind, isJson());
        var laidOut = form == TextForm.JSON && pretty != null;
        var whole = form == TextForm.JSON && pretty != null ? pretty : text;
        var shown = all || whole.length() <= (small ? WHOLE / 4 : WHOLE) ? whole : beginning(whole);
        var nodes = new ArrayList<Node>();
        if (text.isBlank()) {
            nodes.add(Prose.plain(Messages.text("detail.empty"), "muted"));
        } else {
            nodes.addAll(nodes(form, laidOut, shown));
        }
        if (shown.length() < whole.length()) {
            var link = new Hyperlink(Messages.text("detail.all", Figures.count(text.length())));
            link.setOnAction(event -> {
                all = true;
                show();
            });
            nodes.add(link);
        }
        getChildren().setAll(nodes);
    }

    private List<Node> nodes(TextForm form, boolean laidOut, String shown) {
        if (shown.length() > WHOLE && form != TextForm.MARKDOWN) {
            return List.of(view(shown, laidOut));
        }
        if (laidOut) {
            return List.of(Prose.of(text, List.of(JsonPieces.passage(shown))));
        }
        return form == TextForm.MARKDOWN ? markdown(shown) : List.of(Prose.plain(shown, styleClasses));
    }

    private List<Node> markdown(String shown) {
        var prose = Prose.markdown(shown, reader.links());
        if (prose.isPresent()) {
            prose.get().getStyleClass().addAll(styleClasses);
            return List.of(prose.get());
        }
        var note = Prose.plain(Messages.text("detail.markdown.not", Figures.count(text.length())), "note");
        return List.of(note, shown.length() > WHOLE ? view(shown, false) : Prose.plain(shown, styleClasses));
    }

    private static Node view(String shown, boolean json) {
        var view = new TextView();
        view.onWhereFrom(words -> WhereFromAsked.ask(view, words));
        view.setPrefHeight(VIEW);
        view.show(shown, json);
        return view;
    }

    /** Up to the end of a paragraph, if there is one near. */
    private String beginning(String whole) {
        var least = small ? BEGINNING / 4 : BEGINNING;
        var end = whole.indexOf("\n\n", least);
        var cut = end < 0 || end > least * 2 ? least : end;
        return whole.substring(0, Character.isHighSurrogate(whole.charAt(cut - 1)) ? cut - 1 : cut);
    }

    /** Chooses the form, for this text and for those of its kind that are shown from now on. */
    MenuButton menu() {
        return menu;
    }

    private void fillMenu() {
        var json = isJson();
        menu.getItems().clear();
        var group = new ToggleGroup();
        for (var form : json
                ? List.of(TextForm.JSON, TextForm.MARKDOWN, TextForm.PLAIN)
                : List.of(TextForm.MARKDOWN, TextForm.PLAIN)) {
            var item = new RadioMenuItem(FormNames.of(form));
            item.setToggleGroup(group);
            item.setSelected(form == reader.forms().of(kind, json));
            item.setOnAction(event -> {
                reader.forms().choose(kind, json, form);
                menu.setText(FormNames.of(form));
                show();
            });
            menu.getItems().add(item);
        }
        var copy = new MenuItem(Messages.text("prose.copy.all"));
        copy.setOnAction(event -> Clip.put(text));
        menu.getItems().addAll(new SeparatorMenuItem(), copy);
        menu.setText(FormNames.of(reader.forms().of(kind, json)));
        menu.setAccessibleText(Messages.text("detail.form", menu.getText()));
    }
}
