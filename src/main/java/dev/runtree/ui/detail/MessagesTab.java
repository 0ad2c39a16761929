package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What a model was told and what it answered, as a conversation: what is new in it first, or all of it, or as one text. */
final class MessagesTab extends VBox {
    private static final int FOLDED = 40;
    private static final int OPEN = 20;

    /** A longer instruction of a system is folded, also where all is unfolded: it is the same in every call. */
    private static final int LONG_SYSTEM = 600;

    /** What comes first. */
    enum Mode {
        NEW_FIRST,
        ALL,
        TEXT
    }

    private final Detail detail;
    private final Conversation conversation;
    private final Reader reader;
    private final CardView cards;
    private final StackPane place = new StackPane();

    MessagesTab(Detail detail, Reader reader) {
        this.detail = detail;
        conversation = detail.conversation();
        this.reader = reader;
        cards = new CardView(reader);
        getStyleClass().add("messages");
        setVgrow(place, Priority.ALWAYS);
        getChildren().addAll(bar(), place);
        show(mode());
    }

    /** Where nothing repeats, all is new. */
    private Mode mode() {
        var wanted = reader.mode();
        return (wanted == Mode.NEW_FIRST && !hasNews()) || (wanted == Mode.TEXT && !hasText()) ? Mode.ALL : wanted;
    }

    private boolean isModelCall() {
        return detail.recorded().span().kind() == SpanKind.LLM;
    }

    private boolean hasText() {
        return isModelCall() && !conversation.asked().isEmpty();
    }

    private boolean hasNews() {
        return conversation.repeats() || conversation.news() != null;
    }

    private Node bar() {
        var bar = new HBox();
        bar.getStyleClass().add("mode-bar");
        var group = new ToggleGroup();
        for (var mode : Mode.values()) {
            if ((mode == Mode.NEW_FIRST && !hasNews()) || (mode == Mode.TEXT && !hasText())) {
                continue;
            }
            var button = new ToggleButton(name(mode));
            button.getStyleClass().add("mode");
            button.setMinWidth(USE_PREF_SIZE);
            button.setToggleGroup(group);
            button.setSelected(mode == mode());
            button.setOnAction(event -> {
                button.setSelected(true);
                reader.setMode(mode);
                show(mode);
            });
            bar.getChildren().add(button);
        }
        var shown = bar.getChildren().size() > 1;
        bar.setVisible(shown);
        bar.setManaged(shown);
        return bar;
    }

    private static String name(Mode mode) {
        return switch (mode) {
            case NEW_FIRST -> Messages.text("detail.mode.new");
            case ALL -> Messages.text("detail.mode.all");
            case TEXT -> Messages.text("detail.mode.text");
        };
    }

    private void show(Mode mode) {
        place.getChildren()
                .setAll(
                        switch (mode) {
                            case NEW_FIRST -> Frames.scrolled(newFirst());
                            case ALL -> Frames.scrolled(all());
                            case TEXT -> text();
                        });
    }

    private List<Node> newFirst() {
        var nodes = new ArrayList<Node>();
        var news = conversation.news();
        if (news != null && !news.isOnlyMore()) {
            nodes.add(new ChangeNote(news, cards));
        }
        var lines = conversation.asked();
        var told = false;
        for (var from = 0; from < lines.size(); ) {
            var fresh = lines.get(from).isFresh();
            var to = from;
            while (to < lines.size() && lines.get(to).isFresh() == fresh) {
                to++;
            }
            if (fresh && (from > 0 || news != null)) {
                nodes.add(Frames.divider(told ? Messages.text("detail.new") : freshTitle()));
                told = true;
            } else if (!fresh && from > 0) {
                nodes.add(Frames.divider(Messages.text("detail.kept")));
            }
            nodes.add(pager(lines.subList(from, to), fresh));
            from = to;
        }
        if (news != null && news.fresh() + news.changed() == 0) {
            nodes.add(Frames.divider(Messages.text("detail.new.none", Figures.count(news.before()))));
        }
        answer(nodes);
        return nodes;
    }

    private String freshTitle() {
        var news = conversation.news();
        return news == null
                ? Messages.text("detail.since")
                : Messages.text(
                        "detail.new.of", Figures.count(news.fresh() + news.changed()), Figures.count(news.all()));
    }

    private Node pager(List<Conversation.Line> lines, boolean fresh) {
        var items = new ArrayList<Supplier<Node>>();
        for (var line : lines) {
            items.add(() -> line.was() != null ? cards.changed(line.card(), line.was()) : card(line.card(), fresh));
        }
        return fresh ? new Pager(items, OPEN) : new Pager(items, FOLDED).ofLines();
    }

    private Node card(Card card, boolean open) {
        return open && !(card instanceof Card.Thought) ? cards.open(card) : cards.folded(card);
    }

    private List<Node> all() {
        var nodes = new ArrayList<Node>();
        var items = new ArrayList<Supplier<Node>>();
        for (var line : conversation.asked()) {
            items.add(() -> card(line.card(), !isLongSystem(line.card())));
        }
        nodes.add(new Pager(items, OPEN));
        answer(nodes);
        return nodes;
    }

    private static boolean isLongSystem(Card card) {
        return card instanceof Card.Words words
                && (words.role().equals("system") || words.role().equals("developer"))
                && words.text().length() > LONG_SYSTEM;
    }

    private void answer(List<Node> nodes) {
        var usage = detail.recorded().span().usage();
        if (!conversation.answer().isEmpty()) {
            var title = Messages.text(isModelCall() ? "detail.answer" : "detail.answered");
            if (!conversation.asked().isEmpty()) {
                nodes.add(Frames.divider(
                        usage.output() == null ? title : title + " · " + Figures.tokenTotal(usage.output())));
            }
            var thoughts = conversation.answer().stream()
                    .filter(Card.Thought.class::isInstance)
                    .count();
            var items = new ArrayList<Supplier<Node>>();
            for (var card : conversation.answer()) {
                items.add(() -> card instanceof Card.Thought thought
                        ? cards.thought(thought, thoughts == 1 ? usage.reasoning() : null)
                        : cards.open(card));
            }
            nodes.add(new Pager(items, OPEN));
        }
        ErrorCard.of(detail.content()).ifPresent(nodes::add);
    }

    /** The text is put together when it is asked for, elsewhere: it may be very long. */
    private Node text() {
        var size = new Label();
        size.getStyleClass().add("figure");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(size, space);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("saw-line");
        var view = new TextView();
        setVgrow(view, Priority.ALWAYS);
        Content content = detail.content();
        reader.background()
                .call(
                        () -> ModelSaw.text(content),
                        text -> {
                            view.show(text, false);
                            size.setText(size(text));
                        },
                        failure -> view.show(String.valueOf(failure.getMessage()), false));
        return new VBox(line, view);
    }

    private String size(String text) {
        var tokens = detail.recorded().span().usage().input();
        var characters = Figures.count(text.length());
        return tokens == null
                ? Messages.text("detail.saw", characters)
                : Messages.text("detail.saw.tokens", characters, Figures.count(tokens));
    }
}
