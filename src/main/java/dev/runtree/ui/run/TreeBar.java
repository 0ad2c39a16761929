package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.TreeMap;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The tools above a run's tree: filter, find, and how it is shown. */
final class TreeBar extends HBox {
    /** From this width on the toggles have words. */
    private static final double ROOMY = 900;

    private static final int MOST_AGENTS = 30;

    private final RunTree tree;
    private final FilterField filter;
    private final FindField find;
    private final ToggleButton path = toggle(TreeAction.CRITICAL_PATH, BootstrapIcons.BEZIER);
    private final ToggleButton gaps = toggle(TreeAction.IDLE_GAPS, BootstrapIcons.ARROWS_ANGLE_CONTRACT);
    private final ToggleButton map = toggle(TreeAction.MINIMAP, BootstrapIcons.MAP);
    private final ToggleButton follow = toggle(TreeAction.FOLLOW, BootstrapIcons.ARROW_DOWN_CIRCLE);
    private final Button previous = button(TreeAction.PREVIOUS_HIT, BootstrapIcons.ARROW_UP);
    private final Button next = button(TreeAction.NEXT_HIT, BootstrapIcons.ARROW_DOWN);
    private final MenuButton kinds = menu("run.kinds", BootstrapIcons.EYE_SLASH);
    private final MenuButton columns = menu("run.columns", BootstrapIcons.LAYOUT_THREE_COLUMNS);

    TreeBar(RunTree tree, FilterField filter, FindField find) {
        this.tree = tree;
        this.filter = filter;
        this.find = find;
        getStyleClass().add("tree-bar");
        setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(filter, Priority.ALWAYS);
        HBox.setHgrow(find, Priority.ALWAYS);
        filter.setMinWidth(90);
        find.setMinWidth(90);
        kinds.setOnShowing(event -> fillKinds());
        columns.setOnShowing(event -> fillColumns());
        getChildren().addAll(filter, find, previous, next, path, gaps, follow, kinds, columns, map);
        getChildren().add(button(TreeAction.FIT, BootstrapIcons.FULLSCREEN));
        previous.managedProperty().bind(previous.visibleProperty());
        next.managedProperty().bind(next.visibleProperty());
        follow.managedProperty().bind(follow.visibleProperty());
        widthProperty().subscribe(width -> words(width.doubleValue() >= ROOMY));
    }

    private void words(boolean roomy) {
        path.setText(roomy ? Messages.text("run.path") : "");
        gaps.setText(roomy ? Messages.text("run.gaps") : "");
        kinds.setText(roomy ? Messages.text("run.kinds.short") : "");
    }

    private ToggleButton toggle(TreeAction action, BootstrapIcons icon) {
        var toggle = new ToggleButton("", Icons.icon(icon));
        toggle.getStyleClass().add("flat-tool");
        toggle.setTooltip(new Tooltip(action.label() + "   " + action.keys()));
        toggle.setAccessibleText(action.label());
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        toggle.setOnAction(event -> {
            tree.does(action);
            update();
        });
        return toggle;
    }

    private Button button(TreeAction action, BootstrapIcons icon) {
        var button = new Button("", Icons.icon(icon));
        button.getStyleClass().add("flat-tool");
        button.setTooltip(new Tooltip(action.label() + "   " + action.keys()));
        button.setAccessibleText(action.label());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> tree.does(action));
        return button;
    }

    private static MenuButton menu(String key, BootstrapIcons icon) {
        var menu = new MenuButton("", Icons.icon(icon));
        menu.getStyleClass().add("flat-tool");
        menu.setTooltip(new Tooltip(Messages.text(key)));
        menu.setAccessibleText(Messages.text(key));
        menu.setMinWidth(Region.USE_PREF_SIZE);
        // A menu that is empty would not open.
        menu.getItems().add(new MenuItem());
        return menu;
    }

    /** Shows of what can be switched how it is. */
    void update() {
        previous.setVisible(!tree.hits().isEmpty());
        next.setVisible(!tree.hits().isEmpty());
        path.setSelected(tree.showsCriticalPath());
        gaps.setSelected(tree.lane().isCompressed());
        gaps.setDisable(tree.lane().idle().gaps().isEmpty());
        kinds.pseudoClassStateChanged(
                PseudoClass.getPseudoClass("chosen"),
                !tree.narrowing().scope().hidden().isEmpty());
        find.update();
        filter.update();
    }

    void showMinimap(boolean shown) {
        map.setSelected(shown);
    }

    void showFollow(boolean possible, boolean on) {
        follow.setVisible(possible || on);
        follow.setSelected(on);
    }

    private void fillKinds() {
        var counts = new EnumMap<SpanKind, Integer>(SpanKind.class);
        var agents = new TreeMap<String, Integer>();
        var forest = tree.spans().forest();
        for (var i = 0; i < forest.size(); i++) {
            counts.merge(forest.span(i).kind(), 1, Integer::sum);
            if (forest.span(i).kind().startsRun()) {
                agents.merge(Names.of(forest.span(i)).subject(), 1, Integer::sum);
            }
        }
        kinds.getItems().clear();
        counts.forEach((kind, count) -> kinds.getItems().add(kindItem(kind, count)));
        var all = new MenuItem(TreeAction.SHOW_KINDS.label());
        all.setOnAction(event -> tree.does(TreeAction.SHOW_KINDS));
        kinds.getItems().addAll(new SeparatorMenuItem(), all);
        if (agents.size() > 1) {
            kinds.getItems().add(new SeparatorMenuItem());
            agents.entrySet().stream()
                    .limit(MOST_AGENTS)
                    .forEach(agent -> kinds.getItems().add(agentItem(agent.getKey(), agent.getValue())));
        }
    }

    private MenuItem agentItem(String name, int count) {
        var item = new MenuItem(Messages.text("run.only.agent", name, Figures.count(count)));
        item.setOnAction(event -> filter.set("agent:" + FilterTerms.quoted(name)));
        return item;
    }

    private CheckMenuItem kindItem(SpanKind kind, int count) {
        var item = new CheckMenuItem(kind.lowerCase() + "   " + Figures.count(count));
        var scope = tree.narrowing().scope();
        item.setSelected(!scope.hidden().contains(kind));
        item.setGraphic(Icons.icon(Look.of(kind).icon(), "kind-" + kind.lowerCase()));
        item.setOnAction(event -> {
            var hidden = EnumSet.noneOf(SpanKind.class);
            hidden.addAll(scope.hidden());
            if (item.isSelected()) {
                hidden.remove(kind);
            } else {
                hidden.add(kind);
            }
            tree.setScope(scope.withHidden(hidden));
        });
        return item;
    }

    private void fillColumns() {
        var shown = tree.columns();
        columns.getItems().clear();
        for (var column : Column.values()) {
            if (column != Column.DURATION) {
                columns.getItems().add(columnItem(column, shown));
            }
        }
        var usual = new MenuItem(Messages.text("run.columns.usual"));
        usual.setOnAction(event -> tree.setColumnChoice(Columns.Choice.USUAL));
        columns.getItems().addAll(new SeparatorMenuItem(), usual);
    }

    private CheckMenuItem columnItem(Column column, Columns shown) {
        var wanted = tree.columnChoice().wanted().contains(column);
        var narrow = wanted && !shown.shows(column);
        var item =
                new CheckMenuItem(narrow ? Messages.text("run.column.narrow", column.longTitle()) : column.longTitle());
        item.setSelected(wanted);
        item.setOnAction(event -> tree.setColumnChoice(tree.columnChoice().with(column, item.isSelected())));
        return item;
    }
}
