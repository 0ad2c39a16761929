package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;

/** What can be done with the selected runs, each with its key, and what of the first of them can go into the filter. */
final class RunMenu extends ContextMenu {
    private static final List<RunColumn> TERMS =
            List.of(RunColumn.USER, RunColumn.SESSION, RunColumn.NAME, RunColumn.MODEL, RunColumn.STATUS);

    private final Menu only = new Menu(Messages.text("runs.menu.only"));
    private final Menu without = new Menu(Messages.text("runs.menu.without"));

    private final MenuItem session;
    private final MenuItem replay;

    /** What the items do. */
    record Does(
            Runnable star,
            Runnable tag,
            Consumer<Run> session,
            Runnable compare,
            Consumer<RunAgain> again,
            Runnable export,
            Runnable delete,
            Runnable all,
            FilterBy filterBy) {}

    RunMenu(Supplier<List<Run>> selected, Does does) {
        session = item(
                "runs.menu.session",
                Shortcut.SHOW_SESSION.keys(),
                () -> does.session().accept(selected.get().getLast()));
        replay = item("runs.menu.replay", "R", () -> does.again().accept(RunAgain.FROM_RECORD));
        getItems()
                .addAll(
                        item("runs.menu.star", "S", does.star()),
                        item("runs.menu.tag", "T", does.tag()),
                        session,
                        item("runs.menu.compare", "C", does.compare()),
                        replay,
                        item(
                                "runs.menu.many",
                                Shortcut.MANY.keys(),
                                () -> does.again().accept(RunAgain.WITH_MODELS)),
                        item(
                                "runs.menu.case",
                                Shortcut.SAVE_CASE.keys(),
                                () -> does.again().accept(RunAgain.AS_CASE)),
                        new SeparatorMenuItem(),
                        only,
                        without,
                        new SeparatorMenuItem(),
                        item("export.menu", Shortcut.EXPORT.keys(), does.export()),
                        item("delete.menu", KeyCode.DELETE.getName(), does.delete()),
                        new SeparatorMenuItem(),
                        item(
                                "runs.menu.all",
                                KeyCombination.valueOf("Shortcut+A").getDisplayText(),
                                does.all()));
        setOnShowing(event -> offer(selected.get(), does.filterBy()));
    }

    private static MenuItem item(String key, String keys, Runnable does) {
        var item = new MenuItem(Messages.text(key, keys));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> does.run());
        return item;
    }

    private void offer(List<Run> selected, FilterBy filterBy) {
        only.getItems().clear();
        without.getItems().clear();
        session.setDisable(selected.isEmpty() || selected.getLast().actor().sessionId() == null);
        replay.setText(Messages.text(selected.size() > 1 ? "runs.menu.replay.several" : "runs.menu.replay", "R"));
        if (!selected.isEmpty()) {
            var run = selected.getLast();
            for (var column : TERMS) {
                column.term(run).ifPresent(term -> offer(term, filterBy));
            }
            run.tags().forEach(tag -> offer(new RunColumn.Term("tag", tag), filterBy));
        }
        only.setDisable(only.getItems().isEmpty());
        without.setDisable(without.getItems().isEmpty());
    }

    private void offer(RunColumn.Term term, FilterBy filterBy) {
        only.getItems().add(item(term, () -> filterBy.add(term, false)));
        without.getItems().add(item(term, () -> filterBy.add(term, true)));
    }

    private static MenuItem item(RunColumn.Term term, Runnable does) {
        var item = new MenuItem(term.print());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> does.run());
        return item;
    }
}
