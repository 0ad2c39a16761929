package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.ContentReader;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what went in and out of steps, one payload each, for the tree that shows or copies them. */
final class PanelReads {
    private final Background background;
    private final RunTree tree;
    private final List<Job> jobs = new ArrayList<>();
    private final Map<SpanId, ToolPanel> bare = new HashMap<>();
    private Function<Span, Optional<Query<Optional<CallOrigins>>>> marks = span -> Optional.empty();
    private @Nullable RunQueries queries;

    PanelReads(Background background, RunTree tree) {
        this.background = background;
        this.tree = tree;
        tree.panels().onWanted(this::read);
        tree.panels().onForgotten(bare::remove);
    }

    void use(RunQueries other) {
        queries = other;
    }

    /** Asks where the values of a tool come from; empty when they are not to be marked. */
    void marks(Function<Span, Optional<Query<Optional<CallOrigins>>>> asked) {
        marks = asked;
    }

    /** Whether values are marked has changed. */
    void remark() {
        for (var each : List.copyOf(bare.entrySet())) {
            if (!tree.panels().keeps(each.getKey())) {
                continue;
            }
            tree.setPanel(each.getKey(), each.getValue());
            var span = tree.spans().forest().indexOf(each.getKey());
            if (span >= 0) {
                mark(tree.spans().forest().span(span), each.getValue());
            }
        }
    }

    private void mark(Span span, ToolPanel panel) {
        marks.apply(span)
                .ifPresent(query -> jobs.add(background.run(
                        query,
                        found -> found.filter(origins -> tree.panels().keeps(span.id()))
                                .ifPresent(origins -> tree.setPanel(span.id(), panel.marked(origins))),
                        why -> {})));
    }

    private void show(Span span, ToolPanel panel) {
        if (!tree.panels().keeps(span.id())) {
            return; // closed again before it was read
        }
        bare.put(span.id(), panel);
        tree.setPanel(span.id(), panel);
        mark(span, panel);
    }

    /** Another run is shown: nothing of this one is needed any more. */
    void cancel() {
        jobs.forEach(Job::cancel);
        jobs.clear();
        bare.clear();
    }

    private void read(Span span) {
        if (queries == null) {
            return;
        }
        var query = queries.payload(span.id())
                .map(found -> found.map(recorded -> ToolPanel.of(recorded, ContentReader.read(recorded))));
        jobs.add(background.run(
                query,
                found -> show(span, found.orElse(ToolPanel.failed(Messages.text("run.panel.gone")))),
                why -> tree.setPanel(span.id(), ToolPanel.failed(String.valueOf(why.getMessage())))));
    }

    /** Puts what went into the selected step on the clipboard, whole; or what came out. */
    void copy(boolean output) {
        var span = tree.selectedSpanProperty().get();
        if (span == null || queries == null) {
            return;
        }
        var query = queries.payload(span.id())
                .map(found -> found.map(recorded -> {
                            var content = ContentReader.read(recorded);
                            return output
                                    ? first(content.toolResult(), content.output())
                                    : first(content.toolArguments(), content.input());
                        })
                        .orElse(""));
        jobs.add(background.run(query, Clip::put, why -> {}));
    }

    private static String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other != null ? other : "";
    }
}
