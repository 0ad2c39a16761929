package dev.runtree.ui.agents;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The files that were opened. */
final class FileList extends VBox {
    private static final Comparator<OpenFile> ORDER = Comparator.<OpenFile>comparingInt(FileList::rank)
            .thenComparing(OpenFile::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(OpenFile::path);

    private final ObservableList<OpenFile> files = FXCollections.observableArrayList();
    private final ListView<OpenFile> list = new ListView<>(files);
    private boolean changing;

    /**
     * @param states what each does just now
     * @param courses the runs of each on the last days
     * @param open asks for a file
     * @param chosen told which is to be talked with; {@code null} for none
     * @param clicked told that one of them was
     * @param enter goes on to the message
     * @param forget takes a file off the list
     */
    FileList(
            Function<OpenFile, FileState> states,
            Function<OpenFile, List<Long>> courses,
            Runnable open,
            Consumer<@Nullable OpenFile> chosen,
            Runnable clicked,
            Runnable enter,
            Consumer<Path> forget) {
        getStyleClass().add("session-list");
        getStyleClass().add("file-list");
        var title = new Label(Messages.text("agents.title"));
        title.getStyleClass().add("pane-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var button = new Button(Messages.text("agents.open.short"));
        button.setGraphic(Icons.icon(BootstrapIcons.PLUS));
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip(Messages.text("agents.open") + "   " + AgentKeys.OPEN.keys()));
        button.setAccessibleText(Messages.text("agents.open"));
        button.setOnAction(event -> open.run());
        var head = new HBox(title, space, button);
        head.getStyleClass().add("pane-header");
        list.setAccessibleText(Messages.text("agents.title"));
        list.setCellFactory(view -> new FileCell(states, courses));
        list.getSelectionModel().selectedItemProperty().subscribe(file -> {
            if (!changing) {
                chosen.accept(file);
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY
                    && list.getSelectionModel().getSelectedItem() != null) {
                clicked.run();
            }
        });
        list.setOnKeyPressed(event -> {
            var file = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && file != null) {
                enter.run();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE && file != null) {
                forget.accept(file.path());
                event.consume();
            }
        });
        var off = new MenuItem(Messages.text("agents.forget"));
        off.setOnAction(event -> {
            var file = list.getSelectionModel().getSelectedItem();
            if (file != null) {
                forget.accept(file.path());
            }
        });
        list.setContextMenu(new ContextMenu(off));
        var none = new WrappedLabel(Messages.text("agents.none"));
        none.getStyleClass().add("hint");
        list.setPlaceholder(none);
        var body = new StackPane(list);
        body.getStyleClass().add("session-body");
        setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
    }

    private static int rank(OpenFile file) {
        return switch (file.type()) {
            case TEAM -> 0;
            case AGENT, CALL -> 1;
            case WORKFLOW -> 2;
        };
    }

    /** Shows a file, in place of what it was before. */
    void put(OpenFile file) {
        changing = true;
        var chosen = list.getSelectionModel().getSelectedItem();
        var all = new ArrayList<>(files);
        all.removeIf(each -> each.path().equals(file.path()));
        all.add(file);
        all.sort(ORDER);
        files.setAll(all);
        if (chosen != null) {
            list.getSelectionModel().select(place(chosen.path()));
        }
        changing = false;
    }

    void remove(Path path) {
        files.removeIf(file -> file.path().equals(path));
    }

    void select(Path path) {
        var at = place(path);
        if (at >= 0) {
            list.getSelectionModel().clearAndSelect(at);
            list.scrollTo(at);
        }
    }

    private int place(Path path) {
        for (var i = 0; i < files.size(); i++) {
            if (files.get(i).path().equals(path)) {
                return i;
            }
        }
        return -1;
    }

    /** What they do has changed. */
    void refresh() {
        list.refresh();
    }

    void focus() {
        list.requestFocus();
    }
}
