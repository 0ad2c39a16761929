package dev.runtree.ui.sql;

import dev.runtree.ui.Messages;
import java.util.function.IntConsumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Why a statement gave nothing, in the server's words, with its hint and the way to the place. */
final class ProblemCard extends VBox {
    private final Label message = new Label();
    private final Label advice = new Label();
    private final Hyperlink where = new Hyperlink();
    private int place;

    ProblemCard(IntConsumer toPlace) {
        getStyleClass().add("sql-problem");
        message.getStyleClass().add("sql-problem-message");
        message.setId("sqlProblem");
        advice.getStyleClass().add("sql-problem-advice");
        for (var label : new Label[] {message, advice}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
        }
        where.managedProperty().bind(where.visibleProperty());
        where.setOnAction(event -> toPlace.accept(place));
        getChildren().addAll(message, advice, where);
    }

    /**
     * @param told such as line 3, column 5; empty where the place is not known
     * @param offset the place
     */
    void show(String words, String hint, String told, int offset) {
        message.setText(words);
        advice.setText(hint);
        advice.setVisible(!hint.isEmpty());
        where.setText(Messages.text("sql.go.place", told));
        where.setVisible(!told.isEmpty());
        place = offset;
    }
}
