package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.store.RunOrder;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How far a list has looked for what no index finds, with the button that ends it or goes on. */
public final class SearchBar extends HBox {
    private final Label text = new Label();
    private final Button button = new Button();

    /**
     * @param stop ends the search where it is
     * @param goOn looks further
     */
    public SearchBar(ReadOnlyObjectProperty<Reached> reached, Runnable stop, Runnable goOn) {
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
            if (reached.get().goesOn()) {
                stop.run();
            } else {
                goOn.run();
            }
        });
        reached.subscribe(this::show);
    }

    private void show(Reached reached) {
        setVisible(reached.isTold());
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
        var nanos = reached.nanos();
        return nanos == null
                ? counted
                : Messages.text(
                        reached.order() == RunOrder.NEWEST_FIRST ? "runs.search.back" : "runs.search.forth",
                        counted,
                        Figures.time(Figures.instant(nanos), Instant.now(), ZoneId.systemDefault()));
    }
}
