package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.prose.WordDiff;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of cards. */
final class CardView {
    private final Reader reader;

    CardView(Reader reader) {
        this.reader = reader;
    }

    /** A card in full. */
    Foldable open(Card card) {
        return folded(card).opened();
    }

    /** A card on one line with its size, which unfolds when it is pressed. */
    Foldable folded(Card card) {
        return withMenu(made(card), card);
    }

    /** Where its text has no menu of its own, a card offers the forms in which its message can be copied. */
    private Foldable withMenu(Foldable made, Card card) {
        made.setOnContextMenuRequested(event -> {
            var items = reader.menu(card.message());
            if (!items.isEmpty()) {
                new ContextMenu(items.toArray(MenuItem[]::new)).show(made, event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
        return made;
    }

    private Foldable made(Card card) {
        return switch (card) {
            case Card.Words words -> text(words.role(), words.text(), characters(words.text()));
            case Card.Thought thought -> thoughts(thought, null);
            case Card.Call call -> CallCard.of(reader, call);
            case Card.Result result -> result(result);
            case Card.Media media -> media(media);
            case Card.Other other -> text(other.role(), other.json(), characters(other.json()));
        };
    }

    /** What the model thought, folded: its first words and its tokens, if they are known. */
    Foldable thought(Card.Thought thought, @Nullable Long tokens) {
        return withMenu(thoughts(thought, tokens), thought);
    }

    private Foldable thoughts(Card.Thought thought, @Nullable Long tokens) {
        return text(
                "reasoning", thought.text(), tokens == null ? characters(thought.text()) : Figures.tokenTotal(tokens));
    }

    /** A card that says something else than in the call before, with what differs. */
    Foldable changed(Card card, String was) {
        var now = text(card);
        var title = title(card);
        var changed = new Label(Messages.text("detail.changed"));
        changed.getStyleClass().add("changed-mark");
        changed.setMinWidth(Label.USE_PREF_SIZE);
        var made = new Foldable(title, now, characters(now), () -> changes(card, was, now));
        return withMenu(made, card).with(changed).opened();
    }

    private Node changes(Card card, String was, String now) {
        var diff = Prose.of(now, List.of(new Passage(WordDiff.of(was, now))));
        var whole = new Hyperlink(Messages.text("detail.changed.whole", characters(now)));
        var box = new VBox(diff, whole);
        box.getStyleClass().add("card-text");
        whole.setOnAction(event -> box.getChildren().setAll(new TextBlock(reader, kind(card), now)));
        return box;
    }

    private Foldable text(String role, String text, String figure) {
        var title = Foldable.role(role.equals("reasoning") ? Messages.text("detail.reasoning") : role);
        return text(title, role, text, figure);
    }

    private Foldable text(Label title, String kind, String text, String figure) {
        return kind.equals("reasoning")
                ? TextCard.of(reader, title, kind, text, figure, "muted")
                : TextCard.of(reader, title, kind, text, figure);
    }

    private Foldable result(Card.Result result) {
        var title = new Label(result.name());
        title.getStyleClass().add("role");
        return text(title, "result", result.result(), characters(result.result()));
    }

    private Foldable media(Card.Media media) {
        return new Foldable(
                Foldable.role(media.role()),
                MediaWords.of(media.media()),
                "",
                () -> new MediaBody(reader, media.media()));
    }

    private static Label title(Card card) {
        return switch (card) {
            case Card.Words words -> Foldable.role(words.role());
            case Card.Thought ignored -> Foldable.role(Messages.text("detail.reasoning"));
            case Card.Call call -> Foldable.role(call.name());
            case Card.Result result -> Foldable.role(result.name());
            case Card.Media media -> Foldable.role(media.role());
            case Card.Other other -> Foldable.role(other.role());
        };
    }

    private static String kind(Card card) {
        return switch (card) {
            case Card.Words words -> words.role();
            case Card.Thought ignored -> "reasoning";
            case Card.Call ignored -> "result";
            case Card.Result ignored -> "result";
            case Card.Media media -> media.role();
            case Card.Other other -> other.role();
        };
    }

    private static String text(Card card) {
        return switch (card) {
            case Card.Words words -> words.text();
            case Card.Thought thought -> thought.text();
            case Card.Call call -> call.result() == null ? call.arguments() : call.result();
            case Card.Result result -> result.result();
            case Card.Media media -> MediaWords.of(media.media());
            case Card.Other other -> other.json();
        };
    }

    static String characters(String text) {
        return Messages.text("detail.characters", Figures.count(text.length()));
    }
}
