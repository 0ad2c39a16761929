package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WhereFromAsked;
import dev.runtree.ui.run.Step;
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

    static List<Tab> of(Detail detail, Step step, Reader reader) {
        var tabs = new ArrayList<Tab>();
        said(detail, step, reader, tabs);
        var about = detail.about();
        if (!about.sections().isEmpty() || !detail.tools().isEmpty()) {
            tabs.add(tab(
                    about.ofModel() ? "detail.model" : "detail.about",
                    0,
                    () -> Frames.scrolled(AboutView.of(about, detail.tools(), reader))));
        }
        if (!detail.attributes().isEmpty()) {
            tabs.add(tab(
                    "detail.attributes",
                    detail.attributes().size(),
                    () -> new AttributesView(detail.recorded(), detail.attributes(), reader)));
        }
        if (!detail.events().isEmpty()) {
            tabs.add(tab("detail.events", figure(detail), () -> Frames.scrolled(EventsTab.of(detail))));
        }
        var payload = detail.recorded().payload();
        if (Origin.isIn(payload)) {
            tabs.add(tab(
                    "detail.origin", Origin.links(payload.links()), () -> new OriginTab(detail.recorded(), reader)));
        }
        tabs.add(tab("detail.json", 0, () -> new JsonTab(detail.recorded(), reader)));
        return tabs;
    }

    /** What was said in a step. What the step is for comes first: of a retrieval its documents, not its messages. */
    private static void said(Detail detail, Step step, Reader reader, List<Tab> tabs) {
        var kind = step.span().kind();
        if (kind == SpanKind.APPROVAL) {
            tabs.add(tab("detail.approval", 0, () -> Frames.scrolled(ApprovalTab.of(detail, reader))));
            return;
        }
        if (detail.hasTool()) {
            tabs.add(tab("detail.tool", 0, () -> Frames.scrolled(ToolTab.of(detail, step, reader))));
        }
        var documents = detail.content().documents().size();
        if (documents > 0) {
            tabs.add(tab("detail.retrieval", documents, () -> Frames.scrolled(RetrievalTab.of(detail, reader))));
        }
        if (!detail.hasMessages() && !detail.hasTool() && detail.hasInputOrOutput()) {
            tabs.add(tab("detail.content", 0, () -> Frames.scrolled(ContentTab.of(detail, step, reader))));
        }
        if (detail.hasMessages()) {
            var count = detail.conversation().asked().size()
                    + detail.conversation().answer().size();
            tabs.add(
                    documents > 0 || kind == SpanKind.TOOL ? tabs.size() : 0,
                    tab("detail.messages", count, () -> new MessagesTab(detail, reader)));
        }
    }

    /** The tabs of a step of which more is known now; those in which nothing can have changed stay as they are. */
    static List<Tab> renewed(List<Tab> before, Detail detail, Step step, Reader reader) {
        return of(detail, step, reader).stream()
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
