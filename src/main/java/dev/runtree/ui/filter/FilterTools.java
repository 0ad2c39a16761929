package dev.runtree.ui.filter;

import dev.runtree.query.RunFilter;
import dev.runtree.settings.SavedView;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** What can be done with a filter that is there: its statement shown, kept under a name, its runs seen over time. */
final class FilterTools {
    private final FilterMemory memory;
    private final SqlPane sql;
    private final ViewsPane views;
    private final Buttons buttons;
    private final Supplier<RunFilter> shown;
    private Supplier<@Nullable String> listNow = () -> null;
    private Consumer<String> listThen = list -> {};
    private @Nullable RunQueries queries;

    record Buttons(Button sql, Button views, ToggleButton histogram) {}

    /**
     * @param shown the filter whose runs are shown
     * @param text what stands in the bar
     * @param replace writes another filter into it
     */
    FilterTools(
            Background background,
            Dropdown dropdown,
            Buttons buttons,
            HistogramStrip histogram,
            Supplier<RunFilter> shown,
            Supplier<String> text,
            Consumer<String> replace) {
        this.buttons = buttons;
        this.shown = shown;
        memory = new FilterMemory(background);
        sql = new SqlPane(background, dropdown);
        views = new ViewsPane(dropdown, memory, name -> new SavedView(name, text.get(), listNow.get()), view -> {
            replace.accept(view.filter());
            if (view.list() != null) {
                listThen.accept(view.list());
            }
        });
        histogram.wantedProperty().bindBidirectional(buttons.histogram().selectedProperty());
        buttons.histogram()
                .setOnAction(event -> memory.histogram(buttons.histogram().isSelected()));
        buttons.histogram().setTooltip(new Tooltip(Messages.text("filter.histogram.show")));
        buttons.sql().setTooltip(new Tooltip(Messages.text("filter.sql")));
        buttons.sql().setOnAction(event -> showSql());
        buttons.views().setTooltip(Shortcut.VIEWS.tooltip());
        buttons.views().setOnAction(event -> showViews());
    }

    /** Fits the buttons into a bar: in a narrow one they are icons. */
    void fit(boolean isNarrow) {
        var display = isNarrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        buttons.views().setContentDisplay(display);
        buttons.sql().setContentDisplay(display);
    }

    FilterMemory memory() {
        return memory;
    }

    void use(RunQueries now) {
        queries = now;
    }

    void keep(Preferences preferences, String database, Consumer<RuntimeException> failed) {
        memory.open(preferences, database, buttons.histogram()::setSelected, failed);
    }

    void onViews(Supplier<@Nullable String> now, Consumer<String> then) {
        listNow = now;
        listThen = then;
    }

    void showViews() {
        views.show(buttons.views());
    }

    private void showSql() {
        var asked = queries;
        if (asked != null) {
            sql.show(buttons.sql(), asked, shown.get());
        }
    }

    List<Command> commands() {
        return List.of(
                new Command(Command.Group.VIEW, Messages.text("filter.sql"), "", this::showSql),
                new Command(Command.Group.VIEW, Messages.text("filter.histogram.show"), "", buttons.histogram()::fire));
    }
}
