package dev.runtree.ui.text;

import atlantafx.base.theme.Tweaks;
import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.KeyFocus;
import dev.runtree.ui.Messages;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What stands over a text: what to look for, how many hits there are, and how it is shown. */
final class TextBar extends HBox {
    private final TextView view;
    private final Search search;
    private final TextField find = new TextField();
    private final Label count = new Label();
    private final Button before = tool(BootstrapIcons.CHEVRON_UP, "text.find.before");
    private final Button after = tool(BootstrapIcons.CHEVRON_DOWN, "text.find.after");
    private final ToggleButton json = toggle("text.json", "text.json.tip");
    private final ToggleButton wrap = toggle("text.wrap", "text.wrap.tip");
    private final MenuButton more = new MenuButton();
    private boolean wrapsJson;
    private boolean wrapsPlain = true;

    TextBar(TextView view, Search search, TextActions actions) {
        this.view = view;
        this.search = search;
        getStyleClass().add("text-bar");
        find.getStyleClass().add("small-field");
        find.setMinWidth(60);
        find.setPrefWidth(190);
        find.setAccessibleText(Messages.text("text.find"));
        HBox.setHgrow(find, Priority.ALWAYS);
        find.textProperty().subscribe(this::typed);
        find.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        count.getStyleClass().add("figure");
        count.setMinWidth(USE_PREF_SIZE);
        before.setOnAction(event -> walk(-1));
        after.setOnAction(event -> walk(1));
        json.setOnAction(event -> view.setLaidOut(json.isSelected()));
        wrap.setOnAction(event -> setWrap(wrap.isSelected()));
        more.setGraphic(Icons.icon(BootstrapIcons.THREE_DOTS));
        more.getStyleClass().addAll("flat-tool", "text-more", Tweaks.NO_ARROW);
        more.setAccessibleText(Messages.text("text.more"));
        more.setTooltip(new Tooltip(Messages.text("text.more")));
        more.setOnShowing(event -> more.getItems().setAll(actions.items()));
        more.getItems().setAll(actions.items());
        more.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(find, count, before, after, json, wrap, more);
        update();
    }

    private static Button tool(BootstrapIcons icon, String key) {
        var button = new Button(null, Icons.icon(icon));
        button.getStyleClass().addAll("flat-tool", "text-step");
        button.setAccessibleText(Messages.text(key));
        button.setTooltip(new Tooltip(Messages.text(key)));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static ToggleButton toggle(String key, String tip) {
        var toggle = new ToggleButton(Messages.text(key));
        toggle.getStyleClass().add("flat-tool");
        toggle.setTooltip(new Tooltip(Messages.text(tip)));
        toggle.setMinWidth(USE_PREF_SIZE);
        return toggle;
    }

    /** The buttons say what the view shows. */
    void update() {
        json.setVisible(view.isJson());
        json.setManaged(view.isJson());
        json.setSelected(view.isLaidOut());
        wrap.setSelected(view.pane().viewport().wraps());
        find.setPromptText(Messages.text(view.isLaidOut() ? "text.find.json" : "text.find.plain"));
        updateHits();
    }

    void updateHits() {
        var filters = view.filter().isOn();
        var wanted = filters || !search.wanted().isEmpty();
        var hits = search.count();
        count.setText(filters ? view.filter().figure() : !wanted ? "" : figure(hits));
        for (var each : new javafx.scene.Node[] {count, before, after}) {
            each.setVisible(wanted);
            each.setManaged(wanted);
        }
        before.setDisable(!filters && hits == 0);
        after.setDisable(!filters && hits == 0);
    }

    private String figure(int hits) {
        var all = Figures.count(hits) + (search.isEnded() ? "" : "…");
        return search.current() < 0 ? all : Messages.text("text.find.of", Figures.count(search.current() + 1L), all);
    }

    private void typed(String words) {
        var isPath = view.isLaidOut() && PathFilter.isPath(words);
        var isLine = !view.isLaidOut() && line(words) >= 0;
        if (isPath) {
            search.look("");
            view.filter().look(words);
        } else {
            view.filter().clear();
            search.look(isLine ? "" : words);
        }
    }

    /** Goes to the next hit or found value, or to the one before. */
    void walk(int step) {
        if (view.filter().isOn()) {
            view.filter().walk(step);
        } else {
            search.walk(step);
        }
    }

    /** The line that {@code :120} asks for; -1 for anything else. */
    private static int line(String words) {
        return words.matches(":\\d{0,9}") ? words.length() == 1 ? 0 : Integer.parseInt(words.substring(1)) : -1;
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> {
                if (!view.isLaidOut() && line(find.getText()) > 0) {
                    view.goToLine(line(find.getText()));
                } else {
                    walk(event.isShiftDown() ? -1 : 1);
                }
            }
            case DOWN -> walk(1);
            case UP -> walk(-1);
            case ESCAPE -> {
                find.clear();
                view.focus();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Puts the focus where words are typed. */
    void find(String first) {
        if (!first.isEmpty()) {
            find.setText(first);
        }
        KeyFocus.into(find);
        if (first.isEmpty()) {
            find.selectAll();
        } else {
            find.positionCaret(first.length());
        }
    }

    /** Looks for words, without the focus. */
    void look(String words) {
        find.setText(words);
    }

    String found() {
        return find.getText();
    }

    boolean wraps(Rows rows) {
        return rows instanceof JsonRows ? wrapsJson : wrapsPlain;
    }

    void setWrap(boolean wraps) {
        if (view.isLaidOut()) {
            wrapsJson = wraps;
        } else {
            wrapsPlain = wraps;
        }
        view.pane().setWrap(wraps);
        wrap.setSelected(wraps);
    }

    void clear() {
        find.clear();
    }
}
