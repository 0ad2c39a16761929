package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.store.ApprovalLists;
import dev.runtree.store.ApprovalLists.Ending;
import dev.runtree.ui.ChoiceWords;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What was decided, by tool, person, ending and text. */
final class HistoryList extends VBox {
    private final ApprovalListView view;
    private final Latest choosing;
    private final TextField text = new TextField();
    private final ComboBox<@Nullable String> tool;
    private final ComboBox<@Nullable String> person;
    private final ComboBox<@Nullable Ending> ending;
    private @Nullable ApprovalLists lists;
    private boolean filling;

    HistoryList(Background background, Consumer<List<Approval>> selected, Consumer<KeyEvent> keys) {
        view = new ApprovalListView(background, Messages.text("approvals.history"), selected, keys);
        choosing = new Latest(background, Duration.millis(200));
        text.setPromptText(Messages.text("approvals.filter.text"));
        text.setAccessibleText(Messages.text("approvals.filter.text"));
        text.textProperty().subscribe(() -> show());
        tool = box("approvals.filter.tool", Function.identity());
        person = box("approvals.filter.person", Function.identity());
        ending = box("approvals.filter.ending", HistoryList::word);
        var endings = new ArrayList<@Nullable Ending>();
        endings.add(null);
        endings.addAll(List.of(Ending.values()));
        ending.setItems(FXCollections.observableList(endings));
        for (var each : List.of(tool, person, ending)) {
            each.setMaxWidth(Double.MAX_VALUE);
            each.setPrefWidth(90);
            HBox.setHgrow(each, Priority.ALWAYS);
        }
        var boxes = new HBox(tool, person, ending);
        boxes.getStyleClass().add("approval-choices");
        var bar = new VBox(text, boxes);
        bar.getStyleClass().add("approval-filter");
        setVgrow(view, Priority.ALWAYS);
        getChildren().addAll(bar, view);
    }

    private <T> ComboBox<@Nullable T> box(String key, Function<T, String> words) {
        var box = new ComboBox<@Nullable T>();
        box.setAccessibleText(Messages.text(key));
        box.setPromptText(Messages.text(key));
        box.setConverter(new ChoiceWords<>(Messages.text(key), words));
        box.valueProperty().subscribe(() -> show());
        return box;
    }

    private static String word(Ending ending) {
        return switch (ending) {
            case APPROVED -> Messages.text("approvals.ending.approved");
            case EDITED -> Messages.text("approvals.approved.edited");
            case REJECTED -> Messages.text("approvals.rejected");
            case EXPIRED -> Messages.text("approvals.expired");
            case CANCELLED -> Messages.text("approvals.cancelled");
        };
    }

    ApprovalListView view() {
        return view;
    }

    void use(ApprovalLists other) {
        lists = other;
        view.feed().clear();
        view.forget();
    }

    void show() {
        var from = lists;
        if (from == null || filling) {
            return;
        }
        var words = text.getText().strip();
        var filter = new ApprovalLists.Filter(
                tool.getValue(), person.getValue(), ending.getValue(), words.isEmpty() ? null : words);
        view.setNothing(Messages.text(
                filter.equals(ApprovalLists.Filter.ALL) ? "approvals.history.empty" : "approvals.history.none"));
        view.feed().show((limit, after) -> from.ended(filter, limit, after));
        choosing.again(from::choices, this::choose, why -> {});
    }

    private void choose(ApprovalLists.Choices choices) {
        filling = true;
        fill(tool, choices.tools());
        fill(person, choices.people());
        filling = false;
    }

    private static void fill(ComboBox<@Nullable String> box, List<String> values) {
        var items = new ArrayList<@Nullable String>();
        items.add(null);
        items.addAll(values);
        var chosen = box.getValue();
        if (!box.getItems().equals(items)) {
            box.getItems().setAll(items);
            box.setValue(chosen);
        }
    }

    /** Those of one tool. */
    void showTool(String name) {
        filling = true;
        text.clear();
        person.setValue(null);
        ending.setValue(null);
        tool.setValue(name);
        filling = false;
        show();
    }
}
