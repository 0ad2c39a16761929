package dev.runtree.ui.provenance;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.provenance.Answer;
import dev.runtree.provenance.Found;
import dev.runtree.provenance.Origin;
import dev.runtree.provenance.Place;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The answer to "Where from?": floats over the pane beside what was asked about; Enter jumps, Escape closes. */
final class AnswerCard extends VBox {
    private static final int MOST_VALUES = 20;
    private static final double MARGIN = 8;
    private static final double HIGHEST = 320;
    private static final double LEAST_WIDTH = 120;

    private final BiConsumer<Place, String> jump;
    private final VBox body = new VBox();
    private final Label title = new Label();
    private final ScrollPane scroll = new ScrollPane(body);
    private @Nullable Node asked;
    private Runnable closed = () -> {};
    private Function<SpanId, @Nullable Span> steps = id -> null;

    AnswerCard(BiConsumer<Place, String> jump) {
        this.jump = jump;
        getStyleClass().add("answer-card");
        setMaxSize(Double.MAX_VALUE, USE_PREF_SIZE);
        StackPane.setAlignment(this, Pos.TOP_LEFT);
        title.getStyleClass().add("answer-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        var close = new Button(null, new FontIcon(BootstrapIcons.X));
        close.getStyleClass().add("flat-tool");
        close.setAccessibleText(Messages.text("origin.close"));
        close.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        close.setOnAction(event -> close());
        var head = new HBox(title, close);
        head.getStyleClass().add("answer-head");
        body.getStyleClass().add("answer-body");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("answer-scroll");
        getChildren().addAll(head, scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        hide();
    }

    void setOnClosed(Runnable handler) {
        closed = handler;
    }

    /** @param spans gives steps by their ids */
    void show(String name, List<Origin> origins, Function<SpanId, @Nullable Span> spans, Node beside) {
        steps = spans;
        var nodes = new ArrayList<Node>();
        for (var origin : origins.subList(0, Math.min(MOST_VALUES, origins.size()))) {
            if (origins.size() > 1) {
                var path = new Label(origin.value().path() + "  "
                        + Wording.cut(origin.value().text(), 60));
                path.getStyleClass().add("answer-path");
                nodes.add(path);
            }
            answer(origin, nodes);
        }
        if (origins.size() > MOST_VALUES) {
            nodes.add(sentence(Messages.text("origin.more", MOST_VALUES, origins.size()), "answer-hint"));
        }
        var value =
                origins.size() == 1 && !name.equals(origins.getFirst().value().text())
                        ? " " + Wording.cut(origins.getFirst().value().text(), 60)
                        : "";
        open(name + value, nodes, beside);
    }

    void fail(String name, String message, Node beside) {
        open(name, List.of(sentence(message, "answer-unsaid")), beside);
    }

    private void open(String name, List<Node> nodes, Node beside) {
        asked = beside;
        title.setText(name);
        body.getChildren().setAll(nodes);
        setVisible(true);
        setManaged(true);
        toFront();
        applyCss(); // what is in a scroll pane is there only then
        layout();
        scroll.setPrefHeight(Math.min(HIGHEST, Math.ceil(body.prefHeight(width() - 2)) + 2));
        var first = body.lookup(".answer-jump");
        (first != null ? first : getChildren().getFirst().lookup(".flat-tool")).requestFocus();
        requestLayout();
    }

    /** What the body has of the pane's width. */
    private double width() {
        var pane = getParent() == null ? 0 : getParent().getLayoutBounds().getWidth();
        return Math.max(
                LEAST_WIDTH, pane - getPadding().getLeft() - getPadding().getRight());
    }

    void hide() {
        setVisible(false);
        setManaged(false);
        asked = null;
    }

    private void close() {
        var back = asked;
        hide();
        if (back != null && back.getScene() != null && back.isFocusTraversable()) {
            back.requestFocus();
        } else {
            closed.run();
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
        }
    }

    private void answer(Origin origin, List<Node> to) {
        to.add(sentence(Wording.sentence(origin), origin.suspicious() ? "answer-unsaid" : "answer-sentence"));
        switch (origin.answer()) {
            case Answer.Exact exact -> to.add(source(exact.found()));
            case Answer.OwnWords own -> to.add(source(own.found()));
            case Answer.PartOf part -> to.add(source(part.found()));
            case Answer.Rewritten rewritten -> to.add(source(rewritten.found()));
            case Answer.Near near -> to.add(source(near.found()));
            case Answer.Composed composed ->
                composed.pieces().forEach(piece -> {
                    if (piece.found() != null) {
                        to.add(source(piece.found()));
                    }
                });
            case Answer.Nowhere ignored -> {}
            case Answer.NotAsked ignored -> {}
            case Answer.Unknown ignored -> {}
        }
    }

    private static Node sentence(String words, String style) {
        var label = new WrappedLabel(words);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    /** The words as they were said, with a way to them. */
    private Node source(Found found) {
        var place = found.source().place();
        return new SourceButton(found.quote(), Wording.place(place, steps.apply(place.span())), place, jump);
    }

    /** Beneath what was asked about when there is room, else above it; never outside of the pane. */
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        var beside = asked;
        if (!isVisible() || beside == null || beside.getScene() == null || getParent() == null) {
            return;
        }
        var at = getParent().sceneToLocal(beside.localToScene(beside.getLayoutBounds()));
        var room = getParent().getLayoutBounds().getHeight();
        var below = at.getMaxY() + MARGIN;
        var y = below + getHeight() <= room - MARGIN ? below : Math.max(MARGIN, at.getMinY() - MARGIN - getHeight());
        setTranslateY(Math.rint(Math.min(y, Math.max(MARGIN, room - getHeight() - MARGIN))));
    }
}
