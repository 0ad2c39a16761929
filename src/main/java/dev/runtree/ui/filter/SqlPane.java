package dev.runtree.ui.filter;

import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.SqlAsked;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The statement behind the list of runs, to be read and copied. */
final class SqlPane {
    private static final int PAGE = 100;

    private final Dropdown dropdown;
    private final Latest latest;
    private final TextArea text = new TextArea();
    private final Button copy = new Button(Messages.text("filter.sql.copy"));
    private final VBox content;

    SqlPane(Background background, Dropdown dropdown) {
        this.dropdown = dropdown;
        latest = new Latest(background, Duration.ZERO);
        var title = new Label(Messages.text("filter.sql.title"));
        title.getStyleClass().add("sql-title");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        copy.setGraphic(Icons.icon(BootstrapIcons.CLIPBOARD));
        copy.getStyleClass().add("small");
        copy.setOnAction(event -> copy());
        var open = new Button(Messages.text("filter.sql.open"));
        open.setGraphic(Icons.icon(BootstrapIcons.TERMINAL));
        open.getStyleClass().add("small");
        open.setOnAction(event -> open(open));
        var top = new HBox(6, title, copy, open);
        top.setAlignment(Pos.CENTER_LEFT);
        text.setEditable(false);
        text.setWrapText(true);
        text.getStyleClass().add("sql-text");
        text.setAccessibleText(Messages.text("filter.sql.title"));
        var hint = new Label(Messages.text("filter.sql.hint"));
        hint.getStyleClass().add("time-zone");
        content = new VBox(top, text, hint);
        content.getStyleClass().addAll("value-picker", "sql-pane");
    }

    void show(Node owner, RunQueries queries, RunFilter filter) {
        copy.setText(Messages.text("filter.sql.copy"));
        text.clear();
        dropdown.show(owner, content, latest::cancel);
        latest.askNow(queries.sql(filter, PAGE), this::show, failure -> show(String.valueOf(failure.getMessage())));
        copy.requestFocus();
    }

    private void show(String sql) {
        text.setText(sql);
        text.setPrefRowCount(Math.clamp(sql.lines().count() + 1, 6, 18));
        dropdown.place();
    }

    private void open(Node from) {
        if (!text.getText().isBlank()) {
            SqlAsked.ask(from, text.getText());
            dropdown.hide();
        }
    }

    private void copy() {
        Clip.putExact(text.getText());
        copy.setText(Messages.text("filter.sql.copied"));
    }
}
