package dev.runtree.ui.detail;

import dev.runtree.ui.WhereFromAsked;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;

/** The tabs of a step: only those that have something. What is inside a tab is built when it is first looked at. */
final class Tabs {
    /** Those for which the steps around a step say something. */
    private static final Set<String> CHANGING = Set.of("detail.messages", "detail.tool");

    private Tabs() {}

    static List<Tab> of(Detail detail, Reader reader) {
        var tabs = new ArrayList<Tab>();
        if (detail.hasMessages()) {
            var count = detail.conversation().asked().size()
                    + detail.conversation().answer().size();
            tabs.add(tab("detail.messages", count, () -> new MessagesTab(detail, reader)));
        }
        if (detail.hasTool()) {
            tabs.add(tab("detail.tool", 0, () -> ToolTab.of(detail)));
        }
        if (!detail.content().documents().isEmpty()) {
            tabs.add(tab(
                    "detail.retrieval",
                    detail.content().documents().size(),
                    () -> Frames.scrolled(RetrievalTab.of(detail))));
        }
        if (!detail.hasMessages() && !detail.hasTool() && detail.hasInputOrOutput()) {
            tabs.add(tab("detail.content", 0, () -> Frames.scrolled(ContentTab.of(detail))));
        }
        var about = detail.about();
        if (!about.sections().isEmpty()) {
            tabs.add(tab(
                    about.ofModel() ? "detail.model" : "detail.about", 0, () -> Frames.scrolled(AboutView.of(about))));
        }
        if (!detail.attributes().isEmpty()) {
            tabs.add(tab(
                    "detail.attributes", detail.attributes().size(), () -> new AttributesView(detail.attributes())));
        }
        if (!detail.events().isEmpty()) {
            tabs.add(tab("detail.events", figure(detail), () -> Frames.scrolled(EventsTab.of(detail))));
        }
        tabs.add(tab("detail.json", 0, () -> text(detail.json(), true)));
        return tabs;
    }

    /** The tabs of a step of which more is known now; those in which nothing can have changed stay as they are. */
    static List<Tab> renewed(List<Tab> before, Detail detail, Reader reader) {
        return of(detail, reader).stream()
                .map(tab -> before.stream()
                        .filter(old -> old.getId().equals(tab.getId()) && !CHANGING.contains(old.getId()))
                        .findFirst()
                        .orElse(tab))
                .toList();
    }

    /** How many events and log records are read; where there are more, of how many. */
    static String figure(Detail detail) {
        var read = Figures.count(detail.events().size());
        return detail.unread() == 0
                ? read
                : Messages.text(
                        "detail.events.of", read, Figures.count(detail.events().size() + detail.unread()));
    }

    private static Tab tab(String key, int count, Supplier<Node> content) {
        return tab(key, count > 0 ? Figures.count(count) : "", content);
    }

    private static Tab tab(String key, String count, Supplier<Node> content) {
        var tab = new Tab(Messages.text(key));
        tab.setId(key);
        tab.setClosable(false);
        if (!count.isEmpty()) {
            var figure = new Label(count);
            figure.getStyleClass().add("tab-count");
            tab.setGraphic(figure);
        }
        tab.selectedProperty().subscribe(selected -> {
            if (selected && tab.getContent() == null) {
                tab.setContent(content.get());
            }
        });
        return tab;
    }

    static TextView text(String text, boolean json) {
        var view = new TextView();
        view.onWhereFrom(words -> WhereFromAsked.ask(view, words));
        view.show(text, json);
        return view;
    }
}
