package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.prose.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Says that a call does not simply go on from the one before: what is gone, stands elsewhere, or was told otherwise. */
final class ChangeNote extends VBox {

    ChangeNote(Conversation.News news, CardView cards) {
        getStyleClass().add("change-note");
        var icon = new FontIcon(BootstrapIcons.EXCLAMATION_TRIANGLE_FILL);
        var words = Prose.plain(text(news));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(icon, words);
        line.getStyleClass().add("change-line");
        getChildren().add(line);
        if (!news.gone().isEmpty()) {
            var items = new ArrayList<Supplier<Node>>();
            for (var card : news.gone()) {
                items.add(() -> cards.folded(card).styled("gone"));
            }
            getChildren().add(new Pager(items, 10).ofLines());
        }
    }

    private static String text(Conversation.News news) {
        var parts = new ArrayList<String>();
        count("detail.change.changed", news.changed(), parts);
        count("detail.change.moved", news.moved(), parts);
        names("detail.change.tools.added", news.tools().added(), parts);
        names("detail.change.tools.removed", news.tools().removed(), parts);
        names("detail.change.tools.changed", news.tools().changed(), parts);
        count("detail.change.gone", news.gone().size(), parts);
        return Messages.text("detail.change", Figures.count(news.before()), String.join("; ", parts));
    }

    private static void count(String key, int count, List<String> to) {
        if (count > 0) {
            to.add(Messages.text(key, Figures.count(count)));
        }
    }

    private static void names(String key, List<String> names, List<String> to) {
        if (!names.isEmpty()) {
            to.add(Messages.text(key, String.join(", ", names)));
        }
    }
}
