package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What was looked for, where and how much of it, and the documents that were found. */
final class RetrievalTab {
    private static final int PAGE = 20;

    /** How the last part of an attribute's key says how many documents were wanted. */
    private static final Set<String> WANTED =
            Set.of("top_k", "topk", "k", "limit", "n_results", "num_documents", "similarity_top_k", "max_results");

    private RetrievalTab() {}

    static List<Node> of(Detail detail, Reader reader) {
        var nodes = new ArrayList<Node>();
        var content = detail.content();
        if (content.input() != null) {
            nodes.add(TextCard.open(reader, Messages.text("detail.query"), "query", content.input()));
        }
        nodes.add(Frames.lines(lines(detail)));
        ErrorCard.of(content).ifPresent(nodes::add);
        var items = new ArrayList<Supplier<Node>>();
        for (var at = 0; at < content.documents().size(); at++) {
            var document = content.documents().get(at);
            var number = at + 1;
            items.add(() -> card(reader, document, number));
        }
        nodes.add(new Pager(items, PAGE));
        return nodes;
    }

    private static List<About.Line> lines(Detail detail) {
        var lines = new ArrayList<About.Line>();
        lines.add(line(
                "detail.retrieval.store", Names.of(detail.recorded().span()).subject()));
        wanted(detail).ifPresent(k -> lines.add(line("detail.retrieval.wanted", k)));
        lines.add(line(
                "detail.retrieval.found",
                Figures.count(detail.content().documents().size())));
        return lines;
    }

    private static About.Line line(String key, String value) {
        return new About.Line(Messages.text(key), value, false);
    }

    private static java.util.Optional<String> wanted(Detail detail) {
        var members = new ArrayList<>(detail.attributes());
        var parameters = detail.content().parameters();
        if (parameters != null) {
            members.addAll(JsonText.members(parameters).orElse(List.of()));
        }
        return members.stream()
                .filter(member -> member.kind() == JsonText.Kind.NUMBER)
                .filter(member -> WANTED.contains(member.key()
                        .substring(member.key().lastIndexOf('.') + 1)
                        .toLowerCase(Locale.ROOT)))
                .map(JsonText.Member::value)
                .findFirst();
    }

    private static Node card(Reader reader, Content.Document document, int number) {
        var title = new Label(
                document.id() == null ? Messages.text("detail.document.number", Figures.count(number)) : document.id());
        title.getStyleClass().add("card-title");
        var score = document.score() == null
                ? ""
                : Messages.text("detail.score", document.score().toString());
        var words = document.content() == null ? "" : document.content();
        return new Foldable(title, words, score, () -> body(reader, document)).opened();
    }

    private static Node body(Reader reader, Content.Document document) {
        var box = new VBox();
        box.getStyleClass().add("card-text");
        if (document.content() != null) {
            box.getChildren().add(new TextBlock(reader, "document", document.content()));
        } else {
            box.getChildren().add(new LongText(Messages.text("detail.document.none"), "muted"));
        }
        if (document.metadata() != null) {
            var members = JsonText.members(document.metadata());
            box.getChildren()
                    .add(
                            members.isPresent() && !members.get().isEmpty()
                                    ? new Facts(members.get())
                                    : new LongText(document.metadata(), "code", "muted"));
        }
        return box;
    }
}
