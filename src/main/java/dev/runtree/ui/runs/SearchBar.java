package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.runs.WordSearch.Reached;
import java.time.Instant;
import java.time.ZoneId;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How far words have been looked for, with the button that ends it or goes on. */
final class SearchBar extends HBox {
    private final Label text = new Label();
    private final Button button = new Button();

    /**
     * @param stop ends the search where it is
     * @param goOn looks further
     */
    SearchBar(WordSearch search, Runnable stop, Runnable goOn) {
        getStyleClass().add("search-bar");
        text.setMinWidth(0);
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(Icons.icon(BootstrapIcons.SEARCH), text, space, button);
        managedProperty().bind(visibleProperty());
        button.managedProperty().bind(button.visibleProperty());
        button.setOnAction(event -> {
            if (search.reachedProperty().get().goesOn()) {
                stop.run();
            } else {
                goOn.run();
            }
        });
        search.reachedProperty().subscribe(reached -> show(search.isOn(), reached));
    }

    private void show(boolean on, Reached reached) {
        setVisible(on);
        text.setText(words(reached));
        text.setTooltip(new Tooltip(text.getText()));
        button.setVisible(!reached.isEnd());
        button.setText(Messages.text(reached.goesOn() ? "runs.search.stop" : "runs.search.on"));
    }

    private static String words(Reached reached) {
        var runs = Figures.count(reached.runs());
        if (reached.isEnd()) {
            return Messages.text("runs.search.all", runs);
        }
        var all = reached.all();
        var counted = all == null || all.runs() < reached.runs()
                ? Messages.text("runs.search.some", runs)
                : Messages.text("runs.search.of", runs, all.text());
        var back = reached.backNanos();
        return back == null
                ? counted
                : Messages.text(
                        "runs.search.back",
                        counted,
                        Figures.time(Figures.instant(back), Instant.now(), ZoneId.systemDefault()));
    }
}
