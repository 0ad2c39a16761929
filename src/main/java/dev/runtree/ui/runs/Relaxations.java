package dev.runtree.ui.runs;

import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;

/** Where nothing matches: each term of the filter, with how many runs would match without it. A click leaves it out. */
final class Relaxations extends FlowPane {
    private final Background background;
    private final List<Job> counting = new ArrayList<>();
    private Consumer<RunFilter> chosen = rest -> {};

    Relaxations(Background background) {
        super(6, 6);
        this.background = background;
        setAlignment(Pos.CENTER);
        setMinWidth(0); // a long term is shortened rather than the list's pane left
        getStyleClass().add("relaxations");
    }

    void onChosen(Consumer<RunFilter> handler) {
        chosen = handler;
    }

    void show(RunQueries queries, RunFilter filter) {
        hide();
        for (var relaxed : filter.relaxed()) {
            var button = new Button(relaxed.term());
            button.getStyleClass().add("relaxation");
            button.maxWidthProperty().bind(widthProperty());
            button.setOnAction(event -> chosen.accept(relaxed.rest()));
            getChildren().add(button);
            counting.add(background.run(
                    queries.count(relaxed.rest(), RunFeed.COUNTED),
                    runs -> button.setText(Messages.text("runs.nothing.without", relaxed.term(), runs.text())),
                    failure -> {}));
        }
    }

    void hide() {
        counting.forEach(Job::cancel);
        counting.clear();
        getChildren().clear();
    }
}
