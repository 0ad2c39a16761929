package dev.runtree.ui.statistics;

import dev.runtree.model.SpanKind;
import dev.runtree.model.StepGroup.By;
import dev.runtree.ui.run.Look;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A figure of a group, its name with the icon of its kind, or its self time with a bar. */
final class FigureCell extends TableCell<Row, Row> {
    private static final double BAR = 44;

    /** So that the bars begin beneath each other. */
    private static final double DURATION = 58;

    private static final PseudoClass ZERO = PseudoClass.getPseudoClass("zero");
    private static final PseudoClass ERRORS = PseudoClass.getPseudoClass("errors");

    private final Figure figure;
    private final FontIcon icon = new FontIcon();
    private final Region filled = new Region();
    private final StackPane bar = new StackPane(filled);
    private final Label duration = new Label();
    private final HBox selfTime = new HBox(bar, duration);

    FigureCell(Figure figure) {
        this.figure = figure;
        getStyleClass().add(figure == Figure.NAME ? "group-name" : "group-figure");
        bar.getStyleClass().add("share-track");
        bar.setMinSize(BAR, 8);
        bar.setMaxSize(BAR, 8);
        bar.setAlignment(Pos.CENTER_LEFT);
        filled.setMinHeight(8);
        filled.setMaxHeight(8);
        duration.setMinWidth(DURATION);
        duration.setAlignment(Pos.CENTER_RIGHT);
        selfTime.getStyleClass().add("self-time");
        selfTime.setAlignment(Pos.CENTER_RIGHT);
        icon.getStyleClass().add("kind-icon");
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
        super.updateItem(row, empty);
        setGraphic(null);
        setText(null);
        pseudoClassStateChanged(ZERO, false);
        pseudoClassStateChanged(ERRORS, false);
        if (empty || row == null) {
            return;
        }
        switch (row) {
            case Row.Section section -> setText(figure == Figure.NAME ? section.title() : null);
            case Row.Group group -> show(group);
        }
    }

    private void show(Row.Group group) {
        switch (figure) {
            case NAME -> {
                setText(group.name());
                showIcon(group);
            }
            case SELF -> showSelfTime(group);
            case ERRORS -> {
                setText(figure.text(group));
                pseudoClassStateChanged(ZERO, group.errors() == 0);
                pseudoClassStateChanged(ERRORS, group.errors() > 0);
            }
            case CALLS, TOKENS, COST -> setText(figure.text(group));
        }
    }

    private void showIcon(Row.Group group) {
        var kind = kind(group);
        if (kind != null
                && !(group.isOf(By.AGENT)
                        && Objects.requireNonNull(group.line()).group().name() == null)) {
            icon.setIconCode(Look.of(kind).icon());
            icon.getStyleClass().setAll("ikonli-font-icon", "kind-icon", "kind-" + kind.lowerCase());
            setGraphic(icon);
        }
    }

    private void showSelfTime(Row.Group group) {
        var kind = kind(group);
        var hasBar = kind != null && group.share() >= 0;
        bar.setVisible(hasBar);
        if (hasBar && kind != null) {
            var width = group.share() == 0 ? 0 : Math.max(1, Math.rint(BAR * group.share()));
            filled.setMinWidth(width);
            filled.setMaxWidth(width);
            filled.getStyleClass().setAll("share-fill", "fill-" + kind.lowerCase());
        }
        duration.setText(figure.text(group));
        setGraphic(selfTime);
    }

    private static @Nullable SpanKind kind(Row.Group group) {
        return group.line() == null ? null : group.line().group().kind();
    }
}
